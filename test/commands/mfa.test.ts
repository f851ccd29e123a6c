import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { codeOf } from '../../tools/sandbox/mfa.ts'
import type { Sandbox } from '../../tools/sandbox/sandbox.ts'
import { stepAt } from '../../tools/sandbox/totp.ts'
import { describe } from '../support/describe.ts'
import type { Machine, Outcome } from '../support/fake-context.ts'
import { keyOf, type Story, tell } from './story.ts'

const SERIAL = 'arn:aws:iam::123456789012:mfa/carol'
const CONFIG = '# mine\n[default]\nregion=eu-central-1   ; here\n\n[profile other]\nregion = us-west-2\n'

/** carol, who has a key and no device, and may enrol one. */
async function carol(body: (story: Story) => Promise<void>): Promise<void> {
  await tell(async story => {
    const { alice: machine, sandbox, world } = story
    machine.write('credentials', keyOf('default', world.carol))
    machine.write('config', CONFIG)
    const { permissions } = sandbox.world.user(world.carol.arn)
    for (const action of ['CreateVirtualMFADevice', 'EnableMFADevice', 'ResyncMFADevice'])
      permissions.add(`iam:${action}`)
    await body(story)
  })
}

/** The session vault's key was in memory: nobody can read what it held. */
function reboot({ home }: Machine): void {
  rmSync(join(home, '.local/state/awsenv'), { recursive: true })
}

const config = ({ home }: Machine) => readFileSync(join(home, '.aws/config'), 'utf8')

/** The code of a window, counted from the sandbox's present one. */
function code(sandbox: Sandbox, offset: number, serial = SERIAL): string {
  const device = sandbox.world.device(serial)
  if (device === undefined) throw new Error(`there is no device ${serial}`)
  return codeOf(device, stepAt(sandbox.clock.now()) + offset)
}

function enrol(
  { alice, sandbox }: Story,
  pairs: readonly (readonly [number, number])[],
  ...words: string[]
): Promise<Outcome> {
  alice.answers = pairs.flatMap(pair => pair.map(offset => () => code(sandbox, offset)))
  return alice.awsenv('mfa', 'enrol', ...words)
}

describe('commands/mfa enrol', test => {
  test('makes a device, shows it, enables it, writes it into the profile, and a login works with it', () =>
    carol(async story => {
      const { alice, sandbox } = story
      const { exitCode, script, stderr, questions } = await enrol(story, [[-1, 0]], '--text')
      assert.equal([exitCode, script], [0, ''], stderr)
      assert.equal(questions, ['Code that the device shows now: ', 'The code after it, in up to 30 seconds: '])
      assert.match(stderr, `${SERIAL} is enabled for arn:aws:iam::123456789012:user/carol`)
      const secret = sandbox.world.device(SERIAL)?.secret ?? ''
      assert.match(alice.shown.join(''), secret)
      assert.match(alice.shown.join(''), '\u001b[48;5;16m')
      assert.not(stderr.includes(secret))
      assert.is(config(alice), CONFIG.replace('[default]\n', `[default]\nmfa_serial = ${SERIAL}\n`))

      alice.answers = [code(sandbox, 0), () => code(sandbox, 1)]
      const login = await alice.awsenv('login')
      assert.is(login.exitCode, 0, login.stderr)
      assert.match(login.stderr, 'this code was used already')
    }))

  test('the secret is text only where that is asked for, or no code fits', () =>
    carol(async story => {
      const { alice, sandbox } = story
      await enrol(story, [[-1, 0]])
      assert.not(alice.shown.join('').includes(sandbox.world.device(SERIAL)?.secret ?? '-'))
    }))

  test('wrong codes, the same code twice, and letters are told, and asked for again', () =>
    carol(async story => {
      const { alice, sandbox } = story
      const right = [() => code(sandbox, -1), () => code(sandbox, -1), () => code(sandbox, 0)]
      alice.answers = ['abc', '123456', '654321', ...right]
      const { exitCode, stderr } = await alice.awsenv('mfa', 'enrol')
      assert.is(exitCode, 0, stderr)
      assert.match(stderr, 'an MFA code is six digits: try again')
      assert.match(stderr, /AWS refused the two codes .*: try again with the next two codes/)
      assert.match(stderr, 'this is the same code')
    }))

  test('1.7 both codes are written down before they are sent: no call sends one of them again', () =>
    carol(async story => {
      const { sandbox } = story
      sandbox.fail({ action: 'EnableMFADevice', how: 'close' })
      const cut = await enrol(story, [[-1, 0]])
      sandbox.recover()
      assert.is(cut.exitCode, 1)
      const sent = sandbox.count('EnableMFADevice')
      const pairs = [
        [0, 1],
        [1, 2],
      ] as const
      const { exitCode, stderr } = await enrol(story, pairs)
      assert.is(exitCode, 0, stderr)
      assert.match(stderr, 'used already')
      assert.is(sandbox.count('EnableMFADevice'), sent + 1)
    }))

  test('three wrong pairs end it; the next call goes on with the same device', () =>
    carol(async story => {
      const { alice, sandbox } = story
      alice.answers = ['111111', '222222', '333333', '444444', '555555', '666666']
      const first = await alice.awsenv('mfa', 'enrol')
      assert.is(first.exitCode, 1)
      assert.is(config(alice), CONFIG)
      const second = await enrol(story, [[-1, 0]], '--text')
      assert.is(second.exitCode, 0, second.stderr)
      assert.match(second.stderr, `going on with ${SERIAL}`)
      assert.is(sandbox.count('CreateVirtualMFADevice'), 1)
      assert.match(alice.shown.at(-1) ?? '', sandbox.world.device(SERIAL)?.secret ?? '-')
    }))

  test('Ctrl-D at the question leaves a device that the next call finishes', () =>
    carol(async story => {
      story.alice.answers = [undefined]
      const { exitCode, stderr } = await story.alice.awsenv('mfa', 'enrol')
      assert.is(exitCode, 1)
      assert.match(stderr, "you gave no MFA code: the device isn't enabled yet")
      assert.is((await enrol(story, [[-1, 0]])).exitCode, 0)
    }))

  test('a device that nobody can use any more is passed over, or made anew by who may delete it', () =>
    carol(async story => {
      const { alice, sandbox, world } = story
      alice.answers = [undefined]
      await alice.awsenv('mfa', 'enrol')
      reboot(alice)
      const lost = sandbox.world.device(SERIAL)?.secret
      alice.answers = [undefined]
      await alice.awsenv('mfa', 'enrol')
      assert.ok(sandbox.world.device(`${SERIAL}-2`))

      sandbox.world.user(world.carol.arn).permissions.add('iam:DeleteVirtualMFADevice')
      reboot(alice)
      const { exitCode, stderr } = await enrol(story, [[-1, 0]])
      assert.is(exitCode, 0, stderr)
      assert.is.not(sandbox.world.device(SERIAL)?.secret, lost)
    }))

  test('a user who has a device is told so, and the profile gets it; --another enrols one more', () =>
    carol(async story => {
      const { alice, sandbox } = story
      await enrol(story, [[-1, 0]])
      alice.write('config', CONFIG)
      const again = await alice.awsenv('mfa', 'enrol')
      assert.is(again.exitCode, 0)
      assert.match(again.stderr, `has an MFA device already: ${SERIAL}`)
      assert.match(config(alice), `mfa_serial = ${SERIAL}`)
      const more = `${SERIAL}-2`
      alice.answers = [() => code(sandbox, -1, more), () => code(sandbox, 0, more)]
      assert.is((await alice.awsenv('mfa', 'enrol', '--another')).exitCode, 0)
      assert.match(config(alice), `mfa_serial = ${more}`)
    }))

  test('without a terminal nothing is made', () =>
    carol(async ({ alice, sandbox }) => {
      alice.hasTerminal = false
      const { exitCode, script } = await alice.awsenv('mfa', 'enrol')
      assert.equal([exitCode, script], [75, ''])
      assert.is(sandbox.requests.length, 0)
    }))

  for (const [what, order, message] of [
    [
      'may not',
      { status: 403, code: 'AccessDenied', message: 'no' },
      /AWS didn't allow CreateVirtualMFADevice for .*\n.*awsenv policy user/,
    ],
    ['has eight', { status: 409, code: 'LimitExceeded', message: 'no' }, /has as many MFA devices as AWS allows/],
  ] as const)
    test(`a user who ${what} is told in a sentence`, () =>
      carol(async ({ alice, sandbox }) => {
        sandbox.fail({ action: 'CreateVirtualMFADevice', how: { refusal: order } })
        const { exitCode, stderr } = await alice.awsenv('mfa', 'enrol')
        assert.is(exitCode, 1)
        assert.match(stderr, message)
      }))

  test('a temporary key and the root user have no devices here', () =>
    carol(async ({ alice, sandbox, world }) => {
      alice.write(
        'credentials',
        keyOf('default', { accessKeyId: 'ASIAAAAAAAAAAAAAAAAA', secretAccessKey: 's' }, 'token'),
      )
      assert.match((await alice.awsenv('mfa', 'enrol')).stderr, /has no long-term key/)
      const root = sandbox.world.addKey(sandbox.world.addRootUser(sandbox.world.account(world.account.id)))
      alice.write('credentials', keyOf('default', root))
      assert.match((await alice.awsenv('mfa', 'enrol')).stderr, /which isn't an IAM user/)
    }))

  test('a profile without a config file gets one', () =>
    carol(async story => {
      const { alice, world } = story
      alice.env['AWS_CONFIG_FILE'] = join(alice.home, 'new/config')
      alice.write('credentials', keyOf('work', world.carol))
      assert.is((await enrol(story, [[-1, 0]], 'work')).exitCode, 0)
      assert.ok(existsSync(join(alice.home, 'new/config')))
      assert.is(readFileSync(join(alice.home, 'new/config'), 'utf8'), `[profile work]\nmfa_serial = ${SERIAL}\n`)
    }))
})

describe('commands/mfa list, resync', test => {
  test('list tells each device, its kind, and which one the profile has', () =>
    tell(async ({ alice, world }) => {
      const { script } = await alice.awsenv('mfa', 'list')
      assert.match(
        script,
        /^arn:aws:iam::123456789012:mfa\/alice {2}virtual {2}since \d{4}-\d\d-\d\d {2}mfa_serial of profile "default"\n$/,
      )
      alice.write('credentials', keyOf('default', world.bob))
      const bob = await alice.awsenv('mfa', 'list', '--json')
      const { user, devices } = JSON.parse(bob.script)
      assert.is(user, world.bob.arn)
      assert.equal(
        devices.map(({ kind }: { kind: string }) => kind),
        ['virtual', 'hardware'],
      )
      assert.match((await alice.awsenv('mfa', 'list')).stderr, "which isn't a device of")
      alice.write('credentials', keyOf('default', world.carol))
      assert.match((await alice.awsenv('mfa', 'list')).stderr, 'has no MFA device: awsenv mfa enrol')
    }))

  test('resync takes two codes of a device whose clock is off', () =>
    tell(async ({ alice, sandbox, world }) => {
      sandbox.world.user(world.alice.arn).permissions.add('iam:ResyncMFADevice')
      const serial = world.alice.mfaSerial
      alice.answers = [() => code(sandbox, 7, serial), () => code(sandbox, 8, serial)]
      const { exitCode, stderr } = await alice.awsenv('mfa', 'resync')
      assert.is(exitCode, 0, stderr)
      assert.match(stderr, `${serial} is synchronised with AWS again`)
      alice.write('credentials', keyOf('default', world.bob))
      assert.match(
        (await alice.awsenv('mfa', 'resync')).stderr,
        /has several MFA devices.*\n.*--mfa-serial: .*GAHT12345678/,
      )
    }))
})
