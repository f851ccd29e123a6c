import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { trusting } from '../../tools/sandbox/demo-world.ts'
import { describe } from '../support/describe.ts'
import type { Machine } from '../support/fake-context.ts'
import { inCenter } from './center-story.ts'
import { type Story, tell } from './story.ts'

describe('commands/exec --each', test => {
  const settings = ({ home }: Machine, text: string) => {
    mkdirSync(join(home, '.config', 'awsenv'), { recursive: true })
    writeFileSync(join(home, '.config', 'awsenv', 'config.toml'), `endpoints = ["127.0.0.1"]\n${text}`)
  }
  /** `count` accounts with a role that takes alice with MFA, and a profile acme-N for each. */
  const withAccounts = ({ alice, world, sandbox }: Story, count: number, more = '') => {
    const profiles = Array.from({ length: count }, (_, index) => {
      const account = sandbox.world.addAccount(String(500_000_000_000 + index), { alias: `acme-${index}` })
      const role = sandbox.world.addRole(
        account,
        'Audit',
        trusting(world.alice.arn, { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
      )
      return `[profile acme-${index}]\nrole_arn = ${role.arn}\nsource_profile = default\n`
    })
    alice.write(
      'config',
      `[default]\nregion = eu-central-1\nmfa_serial = ${world.alice.mfaSerial}\n${profiles.join('')}${more}`,
    )
  }
  const SHOW = [
    'sh',
    '-c',
    'echo "$AWS_ACCOUNT_ID $AWS_REGION $AWS_DEFAULT_REGION $(printenv AWS_PROFILE || echo none)"; echo err >&2',
  ]

  test('one code for all; each line has its target in front; stdout and stderr stay apart; a table at the end', () =>
    tell(async story => {
      const { alice, code, sandbox } = story
      withAccounts(story, 12)
      alice.answers = [code]
      alice.env['AWS_PROFILE'] = 'acme-1'
      const { exitCode, script, stderr, questions } = await alice.awsenv('exec', '--each', 'acme-*', '--', ...SHOW)
      assert.is(exitCode, 0, stderr)
      assert.is(questions.length, 1)
      assert.is(sandbox.count('GetSessionToken'), 1)
      const lines = script.trimEnd().split('\n')
      assert.equal(
        lines.sort(),
        Array.from({ length: 12 }, (_, index) => {
          const label = `acme-${index}`.padEnd(7)
          return `${label} | ${500_000_000_000 + index} eu-central-1 eu-central-1 none`
        }).sort(),
      )
      assert.match(stderr, /^acme-3 {2}\| err$/m)
      assert.match(stderr, /^target {3}account +region +time +result$/m)
      assert.match(stderr, /^acme-11 {2}500000000011 {2}eu-central-1 {2}\d+\.\ds {2}done$/m)
      assert.match(stderr, '12 of 12 done')
    }))

  test('one that AWS refuses, and one that fails, are named; the others run; exit 1, and how to repeat them', () =>
    tell(async story => {
      const { alice, code, world, sandbox } = story
      sandbox.world.addRole(
        sandbox.world.addAccount('600000000000', { alias: 'x' }),
        'Closed',
        trusting(world.alice.arn.replace('alice', 'bob')),
      )
      withAccounts(
        story,
        3,
        '[profile acme-closed]\nrole_arn = arn:aws:iam::600000000000:role/Closed\nsource_profile = default\n' +
          '[profile acme-lost]\nrole_arn = arn:aws:iam::600000000000:role/Lost\nsource_profile = nobody\n',
      )
      alice.answers = [code]
      const script = 'case $AWS_ACCOUNT_ID in *1) exit 3;; *2) kill -9 $$;; esac; echo fine'
      const outcome = await alice.awsenv('exec', '--each', 'acme-*', 'sh', '-c', script)
      assert.is(outcome.exitCode, 1)
      assert.is(outcome.script, 'acme-0      | fine\n')
      for (const row of [
        /^acme-0 .*done$/m,
        /^acme-1 .*exit code 3$/m,
        /^acme-2 .*ended by SIGKILL$/m,
        /^acme-closed {2}600000000000 .*not run: .*/m,
        /^acme-lost .*not run: .*nobody/m,
        /1 of 5 done, 2 failed, 2 not run/,
        /--each 'acme-1,acme-2,acme-closed,acme-lost'/,
      ])
        assert.match(outcome.stderr, row)
    }))

  test('a wrong code is asked for three times, and not once more for each target', () =>
    tell(async story => {
      const { alice, sandbox } = story
      withAccounts(story, 6)
      alice.answers = ['000000', '111111', '222222']
      const { exitCode, questions, stderr, script } = await alice.awsenv('exec', '--each', 'acme-*', 'echo', 'ran')
      assert.equal([exitCode, questions.length, script], [1, 3, ''], stderr)
      assert.is(sandbox.count('AssumeRole'), 0)
      assert.match(stderr, '0 of 6 done, 6 not run')
    }))

  test('accounts that ask for a confirmation are asked about together, before anything is sent', () =>
    tell(async story => {
      const { alice, code, sandbox } = story
      withAccounts(story, 4)
      settings(
        alice,
        '[accounts.500000000001]\nname = "production"\nconfirm = true\n[accounts.500000000003]\nconfirm = true\n',
      )
      const typed = (answer: string) => () => {
        assert.is(sandbox.requests.length, 0)
        return answer
      }
      for (const wrong of ['production', 'y', '', 'production 500000000003 500000000002']) {
        alice.answers = [typed(wrong)]
        const { exitCode, script } = await alice.awsenv('exec', '--each', 'acme-*', 'echo', 'ran')
        assert.equal([exitCode, script], [1, ''], wrong)
      }
      alice.answers = [typed('500000000003, production'), code]
      const { exitCode, questions, stderr } = await alice.awsenv('exec', '--each', 'acme-*', 'true')
      assert.equal([exitCode, questions.length], [0, 2], stderr)
      assert.match(
        questions[0] ?? '',
        /need a confirmation:\n {2}Audit in account production \(500000000001\)\n {2}Audit in account 500000000003\n/,
      )
      alice.hasTerminal = false
      assert.is((await alice.awsenv('exec', '--each', 'acme-*', 'true')).exitCode, 75)
      assert.is((await alice.awsenv('exec', '--yes', '--each', 'acme-*', 'true')).exitCode, 2)
    }))

  test('--regions runs it in each of them', () =>
    tell(async story => {
      const { alice, code } = story
      withAccounts(story, 2)
      alice.answers = [code]
      const { script, stderr } = await alice.awsenv(
        'exec',
        '--each',
        'acme-0,acme-1',
        '--regions=eu-west-1,us-east-1,eu-west-1',
        ...SHOW,
      )
      assert.equal(script.trimEnd().split('\n').sort(), [
        'acme-0 eu-west-1 | 500000000000 eu-west-1 eu-west-1 none',
        'acme-0 us-east-1 | 500000000000 us-east-1 us-east-1 none',
        'acme-1 eu-west-1 | 500000000001 eu-west-1 eu-west-1 none',
        'acme-1 us-east-1 | 500000000001 us-east-1 us-east-1 none',
      ])
      assert.match(stderr, '4 of 4 done')
    }))

  test('--output json: an object for each line and each result', () =>
    tell(async story => {
      const { alice, code } = story
      withAccounts(
        story,
        1,
        '[profile acme-lost]\nrole_arn = arn:aws:iam::600000000000:role/Lost\nsource_profile = nobody\n',
      )
      alice.answers = [code]
      const command = "echo one; sleep 0.05; printf 'a\\377b'; printf two >&2; exit 4"
      const { script } = await alice.awsenv('exec', '--each', 'acme-*', '--output', 'json', 'sh', '-c', command)
      const objects = script
        .trimEnd()
        .split('\n')
        .map(line => JSON.parse(line))
      const place = { target: 'acme-0', account: '500000000000', region: 'eu-central-1' }
      const [lost, ...others] = objects
      assert.equal({ ...lost, result: '' }, { target: 'acme-lost', account: null, region: null, result: '' })
      assert.match(lost.result, 'not run: ')
      const { seconds, ...result } = others.pop()
      assert.type(seconds, 'number')
      assert.equal(result, { ...place, result: 'exit code 4', exitCode: 4 })
      assert.equal(others, [
        { ...place, stream: 'stdout', line: 'one' },
        { ...place, stream: 'stdout', line: 'a\ufffdb', base64: 'Yf9i' },
        { ...place, stream: 'stderr', line: 'two' },
      ])
    }))

  test('--output-dir: two files each, byte for byte, in a new folder that is ours alone', () =>
    tell(async story => {
      const { alice, code } = story
      withAccounts(story, 2)
      alice.answers = [code]
      const folder = join(alice.home, 'out', 'today')
      const call = [
        'exec',
        '--each',
        'acme-0,acme-1',
        '--output-dir',
        folder,
        'sh',
        '-c',
        "printf 'a\\377\\n\\nb'; echo e >&2",
      ]
      const { exitCode, script, stderr } = await alice.awsenv(...call)
      assert.equal([exitCode, script], [0, ''], stderr)
      assert.equal(readdirSync(folder).sort(), ['acme-0.err', 'acme-0.out', 'acme-1.err', 'acme-1.out'])
      assert.equal(readFileSync(join(folder, 'acme-1.out')), Buffer.from('a\u00ff\n\nb', 'latin1'))
      assert.is(readFileSync(join(folder, 'acme-1.err'), 'utf8'), 'e\n')
      const again = await alice.awsenv(...call)
      assert.equal([again.exitCode, again.program], [2, undefined])
      assert.match(again.stderr, 'is not empty')
    }))

  test('--renewing gives each a profile of its own, and nothing is left of them', () =>
    tell(async story => {
      const { alice, code } = story
      withAccounts(story, 2)
      alice.answers = [code]
      const { exitCode, script, stderr } = await alice.awsenv(
        ...['exec', '--renewing', '--each', 'acme-*', '--regions', 'eu-west-1'],
        ...[
          'sh',
          '-c',
          'grep -E "credential_process|region" "$AWS_CONFIG_FILE"; echo "$(printenv AWS_ACCESS_KEY_ID || echo none)"',
        ],
      )
      assert.is(exitCode, 0, stderr)
      assert.match(script, /^acme-1 eu-west-1 \| credential_process = .*credential-process .* acme-1/m)
      assert.match(script, /^acme-0 eu-west-1 \| region = eu-west-1$/m)
      assert.match(script, /^acme-0 eu-west-1 \| none$/m)
      assert.equal(
        readdirSync(join(alice.runtime, 'awsenv')).filter(name => name.startsWith('program-')),
        [],
      )
    }))

  test('a role that is longer than an hour by its settings gets an hour, so that one code is enough', () =>
    tell(async story => {
      const { alice, code, sandbox } = story
      withAccounts(story, 3)
      settings(alice, '[accounts.500000000001]\nduration = "4h"\n')
      alice.answers = [code]
      const { exitCode, stderr, questions } = await alice.awsenv('exec', '--each', 'acme-*', 'true')
      assert.equal([exitCode, questions.length], [0, 1], stderr)
      assert.match(stderr, 'acme-1 gets a session of one hour')
      assert.equal(
        new Set(
          sandbox.requests
            .filter(({ action }) => action === 'AssumeRole')
            .map(({ parameters }) => parameters['DurationSeconds']),
        ),
        new Set(['3600']),
      )
    }))

  test('two names of one role run once', () =>
    tell(async story => {
      const { alice, code } = story
      withAccounts(story, 1)
      settings(alice, 'aliases.acme-first = "acme-0"\n')
      alice.answers = [code]
      const { script, stderr } = await alice.awsenv('exec', '--each', 'acme-*,acme-0', 'echo', 'ran')
      assert.is(script, 'acme-first | ran\n')
      assert.match(stderr, '"acme-0" is the same role as "acme-first": it runs once')
    }))

  for (const [title, args, status, message] of [
    ['an unknown name', ['--each', 'acme-0,no-such', 'true'], 1, 'no-such'],
    ['a pattern that finds nothing', ['--each', 'acme-9*', 'true'], 2, 'nothing matches "acme-9*"'],
    ['an empty name', ['--each', 'acme-0,,acme-1', 'true'], 2, 'has an empty name'],
    ['a program that is not there', ['--each', 'acme-*', 'no-such-program'], 127, 'is not a program on PATH'],
    ['no command', ['--each', 'acme-*'], 2, '--each needs a command'],
    ['no session beyond an hour', ['--duration=2h', '--each', 'acme-*', 'true'], 2, 'more than an hour'],
    ['both forms of the region', ['--region=eu-west-1', '--regions=eu-west-1', '--each=acme-*', 'true'], 2, 'exclude'],
    ['what is not a region', ['--regions=europe', '--each=acme-*', 'true'], 2, '"europe" is not a region'],
    ['no jobs', ['--jobs=0', '--each=acme-*', 'true'], 2, '"0" is not a number of jobs'],
    ['another form', ['--output=xml', '--each=acme-*', 'true'], 2, '"xml" is not an output format'],
    ['two forms', ['--output=json', '--output-dir=x', '--each=acme-*', 'true'], 2, 'exclude'],
    ['--jobs without --each', ['--jobs=2', 'acme-0', 'true'], 2, '--jobs goes with --each'],
    ['accounts without a sign-in', ['--each-account', 'Audit', 'true'], 1, 'no session of IAM Identity Center'],
  ] as const) {
    test(`${title}: refused, and nothing is asked, sent or run`, () =>
      tell(async story => {
        withAccounts(story, 2)
        const { exitCode, stderr, script } = await story.alice.awsenv('exec', ...args)
        assert.equal([exitCode, script, story.sandbox.requests.length], [status, '', 0], stderr)
        assert.match(stderr, message)
        assert.not(existsSync('x'))
      }))
  }

  test('a second and a third signal are harder; what has not begun does not begin', () =>
    tell(async story => {
      const { alice, code } = story
      withAccounts(story, 3)
      alice.answers = [code]
      const own: string[] = []
      alice.signals.on('own', signal => own.push(signal))
      const stubborn =
        'trap "echo int >&2" INT; trap "echo term >&2" TERM; echo ready >&2; while :; do sleep 0.05; done'
      const outcome = alice.awsenv('exec', '--jobs=1', '--each', 'acme-*', 'sh', '-c', stubborn)
      for (const [seen, signal] of [
        ['ready', 'SIGINT'],
        ['int', 'SIGINT'],
        ['term', 'SIGINT'],
      ] as const) {
        while (!alice.said.includes(`acme-0 | ${seen}\n`)) await new Promise(resolve => setTimeout(resolve, 5))
        alice.signals.emit(signal, signal)
      }
      const { exitCode, stderr } = await outcome
      assert.equal([exitCode, own], [130, ['SIGINT']])
      assert.match(stderr, /^acme-0 .*ended by SIGKILL$/m)
      assert.match(stderr, /^acme-2 .*not run: interrupted before its turn$/m)
      assert.is(alice.signals.listenerCount('SIGINT'), 0)
    }))

  const SIZE = { names: ['acme dev', 'acme prod', 'beta'], roles: ['Admin', 'ReadOnly'] }
  const SESSION = '[sso-session acme]\nsso_start_url = https://acme.awsapps.com/start\nsso_region = eu-central-1\n'
  test(
    '--each-account takes all accounts of IAM Identity Center with the role, after one sign-in; a pattern takes a role behind it',
    inCenter(async ({ alice }) => {
      alice.write('config', SESSION)
      const ids = (script: string) => script.match(/\d{12}$/gm)?.sort()
      const command = ['sh', '-c', 'echo $AWS_ACCOUNT_ID']
      const all = await alice.awsenv('exec', '--each-account', 'readonly', ...command)
      assert.is(all.exitCode, 0, all.stderr)
      assert.equal(ids(all.script), ['300000000000', '300000000001', '300000000002'])
      assert.match(all.script, /^ReadOnly@acme-dev +\| 300000000000$/m)
      assert.is(alice.opened.length, 1)
      const some = await alice.awsenv('exec', '--each', 'acme* Admin', ...command)
      assert.equal([some.exitCode, ids(some.script)], [0, ['300000000000', '300000000001']], some.stderr)
      const several = await alice.awsenv('exec', '--each', 'acme*', ...command)
      assert.is(several.exitCode, 2)
      assert.match(several.stderr, /account "acme dev" has several roles: Admin, ReadOnly\n.*--each 'acme\* Admin'/)
      const unknown = await alice.awsenv('exec', '--each-account', 'ReadOnli', ...command)
      assert.equal([unknown.exitCode, /did you mean "ReadOnly"/.test(unknown.stderr)], [2, true])
    }, SIZE),
  )
})
