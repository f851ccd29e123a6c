/**
 * 2.1, 2.8: whoever acts, or kills awsenv, at whatever point of a command: every long-term secret that was there is in a
 * file, in the vault, or was named by what was agreed to.
 */
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pid } from 'node:process'
import * as assert from 'uvu/assert'
import { Secret } from '../../src/model/secret.ts'
import { describe } from '../support/describe.ts'
import { type Machine, machine, type Outcome } from '../support/fake-context.ts'
import { watchingFiles } from '../support/waiting-points.ts'
import { keyOf, type Story, tell } from './story.ts'

type Key = { readonly accessKeyId: string; readonly secretAccessKey: string }

const key = (letter: string): Key => ({
  accessKeyId: `AKIA${letter.repeat(16)}`,
  secretAccessKey: letter.toLowerCase().repeat(40),
})
const [ALICE, BOB, NEW] = [key('A'), key('B'), key('N')]
const stored = ({ accessKeyId, secretAccessKey }: Key) => ({
  accessKeyId,
  secretAccessKey: new Secret(secretAccessKey),
})
const linesOf = ({ accessKeyId, secretAccessKey }: Key) =>
  `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`

/** What is typed, where, and what the person answers. */
type Scenario = {
  readonly call: readonly string[]
  readonly arrange: (alice: Machine) => void
  /** Who may come between, by a word of each. */
  readonly among: readonly string[]
  readonly answers?: Machine['answers']
  readonly stdin?: readonly string[]
}

const inFile = (text: string) => (alice: Machine) => alice.write('credentials', text)
const inVault = (name: string, entry: Key) => (alice: Machine) => {
  alice.write('credentials', '')
  alice.keys.entries.set(name, stored(entry))
}
const COMPANION = '[profile x]\ncredential_process = awsenv credential-process default\n'

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  import: {
    among: ['configure', 'editor', 'vault'],
    call: ['keys', 'import', 'default', '--offline'],
    arrange: inFile(keyOf('default', ALICE)),
    answers: ['y'],
  },
  'import of one of two': {
    among: ['configure', 'editor'],
    call: ['keys', 'import', 'default', '--offline', '--yes'],
    arrange: inFile(keyOf('default', BOB) + keyOf('default', ALICE)),
  },
  'import out of the copy, in the place of another key of the vault': {
    among: ['configure', 'vault'],
    call: ['keys', 'import', 'default', '--offline'],
    arrange(alice) {
      inVault('default', BOB)(alice)
      alice.write('credentials.bk', keyOf('default', ALICE))
    },
    answers: ['y', 'y'],
  },
  "import of another tool's line": {
    among: ['config file'],
    call: ['import', 'aws-vault', '--yes', '--offline'],
    arrange(alice) {
      inVault('default', ALICE)(alice)
      alice.write(
        'config',
        `[profile x]\ncredential_process = aws-vault exec default --json\n[profile b]\n${linesOf(BOB)}`,
      )
    },
  },
  add: {
    among: ['vault'],
    call: ['keys', 'add', 'default', '--stdin', '--offline'],
    arrange: inVault('default', BOB),
    stdin: [ALICE.accessKeyId, ALICE.secretAccessKey],
    answers: ['y'],
  },
  'add --replace': {
    among: ['vault'],
    call: ['keys', 'add', 'default', '--stdin', '--offline', '--replace'],
    arrange: inVault('default', BOB),
    stdin: [ALICE.accessKeyId, ALICE.secretAccessKey],
  },
  remove: { among: ['vault'], call: ['keys', 'remove', 'default'], arrange: inVault('default', ALICE), answers: ['y'] },
  'remove --restore': {
    among: ['configure', 'editor', 'vault'],
    call: ['keys', 'remove', 'default', '--restore'],
    arrange(alice) {
      inVault('default', ALICE)(alice)
      alice.write(
        'credentials',
        `[default]\ncredential_process = awsenv credential-process default\n${keyOf('b', BOB)}`,
      )
    },
  },
  'config add-profile': {
    among: ['config file'],
    call: ['config', 'add-profile', 'x', 'arn:aws:iam::123456789012:role/Admin', '--from=default'],
    arrange(alice) {
      inFile(keyOf('default', ALICE))(alice)
      alice.write('config', `${COMPANION}[profile b]\n${linesOf(BOB)}`)
    },
  },
  'config remove-profile': {
    among: ['config file'],
    call: ['config', 'remove-profile', 'x'],
    arrange(alice) {
      inFile(keyOf('default', ALICE))(alice)
      alice.write('config', `${COMPANION}[profile b]\n${linesOf(BOB)}`)
    },
  },
}

/** What another program, or another awsenv, does at a point. */
type Intruder = (alice: Machine) => void

const pathOf = (alice: Machine, name: string) => join(alice.home, '.aws', name)
const withNewKey = (text: string) =>
  /aws_access_key_id = .*\naws_secret_access_key = .*\n/.test(text)
    ? text.replace(/aws_access_key_id = .*\naws_secret_access_key = .*\n/, linesOf(NEW))
    : `${text}[default]\n${linesOf(NEW)}`

const INTRUDERS: Readonly<Record<string, Intruder>> = {
  'aws configure changes the key': alice => {
    const path = pathOf(alice, 'credentials')
    writeFileSync(path, withNewKey(readFileSync(path, 'utf8')))
  },
  'an editor puts a file with another key there': alice => {
    const path = pathOf(alice, 'credentials')
    writeFileSync(`${path}~`, withNewKey(readFileSync(path, 'utf8')))
    renameSync(`${path}~`, path)
  },
  'a program gives the profile of the config file a key': alice => {
    const path = pathOf(alice, 'config')
    const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
    writeFileSync(
      path,
      text.includes('[profile x]\n')
        ? text.replace('[profile x]\n', `[profile x]\n${linesOf(NEW)}`)
        : `${text}[profile x]\n${linesOf(NEW)}`,
    )
  },
  'another awsenv puts a key into the vault': alice => void alice.keys.entries.set('default', stored(NEW)),
}

/** Between the last look and the rename a file that comes by another rename can't be seen: docs/keys.md. */
const isBlind = (intruder: string, point: string) =>
  intruder.startsWith('an editor') && /^renameSync .*\.awsenv-/.test(point)

function textOf(alice: Machine): string {
  const files = ['config', 'credentials', 'credentials.bk'].map(name => pathOf(alice, name)).filter(existsSync)
  const entries = [...alice.keys.entries.values()].map(({ secretAccessKey }) => secretAccessKey.reveal())
  return [...files.map(path => readFileSync(path, 'utf8')), ...entries].join('\n')
}

function heldBy(alice: Machine, keys: readonly Key[]): readonly Key[] {
  const text = textOf(alice)
  return keys.filter(({ secretAccessKey }) => text.includes(secretAccessKey))
}

/** A run of the command in which `act` is called at the point of that number; its name, undefined where there are fewer. */
async function runOnce(alice: Machine, scenario: Scenario, number: number, act: (point: string) => void) {
  let count = 0
  let reached: string | undefined
  let isActing = false
  const at = (point: string) => {
    if (isActing || count++ !== number) return
    reached = point
    isActing = true
    try {
      act(point)
    } finally {
      isActing = false
    }
  }
  const outcome = await runWatched(alice, scenario, at)
  return { point: reached, outcome }
}

/** The same, in which awsenv is killed there: it does nothing any more, not even tidy up. */
async function runKilled(alice: Machine, scenario: Scenario, number: number) {
  let count = 0
  let reached: string | undefined
  const outcome = await runWatched(alice, scenario, point => {
    if (count++ < number) return
    reached ??= point
    throw new Error('killed')
  })
  return { point: reached, outcome }
}

async function runWatched(alice: Machine, { call, answers = [], stdin = [] }: Scenario, at: (point: string) => void) {
  alice.answers = [...answers]
  alice.stdin = [...stdin]
  alice.watch = at
  try {
    return await watchingFiles(
      path => /^\/\.(?:aws|config)\b/.test(path.slice(alice.home.length)),
      at,
      () => alice.awsenv(...call),
    )
  } finally {
    alice.watch = undefined
  }
}

/** As another process finds it: the one that was killed has ended. */
function endProcess(alice: Machine, folder = join(alice.home, '.aws')): void {
  for (const name of readdirSync(folder).filter(name => name.includes(`.awsenv-${pid}-`)))
    renameSync(join(folder, name), join(folder, name.replace(`.awsenv-${pid}-`, `.awsenv-${2 ** 22 + 1}-`)))
}

const isNamed = ({ accessKeyId }: Key, { questions, stderr }: Outcome) =>
  [...questions, stderr].some(text => text.includes(`****${accessKeyId.slice(-4)}`))

function checkNothingLost(alice: Machine, before: readonly Key[], outcomes: readonly Outcome[], where: string): void {
  const now = heldBy(alice, before)
  for (const lost of before.filter(one => !now.includes(one))) {
    const said = outcomes.map(({ stderr }) => stderr).join('')
    assert.ok(
      outcomes.some(outcome => isNamed(lost, outcome)),
      `${where}: ${lost.accessKeyId} is gone\n${said}`,
    )
  }
}

describe('commands: interleaving', test => {
  const ALL = [ALICE, BOB, NEW]

  for (const [title, scenario] of Object.entries(SCENARIOS)) {
    for (const [intruder, act] of Object.entries(INTRUDERS)) {
      if (!scenario.among.some(word => intruder.includes(word))) continue
      test(`2.1 ${title}, and ${intruder}: at every point`, async () => {
        const points: string[] = []
        for (;;) {
          using alice = machine()
          scenario.arrange(alice)
          let before = heldBy(alice, ALL)
          const { point, outcome } = await runOnce(alice, scenario, points.length, point => {
            if (isBlind(intruder, point)) return
            act(alice)
            before = heldBy(alice, ALL)
          })
          checkNothingLost(alice, before, [outcome], `${points.length} ${point}`)
          if (point === undefined) break
          points.push(point)
        }
        assert.ok(points.length > 10, points.join())
      })
    }

    test(`2.8 ${title}, killed at every point: nothing is lost, and the next run leaves nothing behind`, async () => {
      for (let number = 0, isLast = false; !isLast; number++) {
        using alice = machine()
        scenario.arrange(alice)
        const before = heldBy(alice, ALL)
        const killed = await runKilled(alice, scenario, number)
        checkNothingLost(alice, before, [killed.outcome], `${number} ${killed.point}`)
        endProcess(alice)
        const again = await runWatched(alice, scenario, () => {})
        checkNothingLost(alice, before, [killed.outcome, again], `again after ${number} ${killed.point}`)
        const left = readdirSync(join(alice.home, '.aws')).filter(name => name.includes('.awsenv-'))
        assert.equal(left, [], `${number} ${killed.point}`)
        isLast = killed.point === undefined
      }
    })
  }

  for (const call of [
    ['set', 'keystore', 'passphrase'],
    ['unset', 'browser'],
  ]) {
    test(`2.1 config ${call[0]}, and somebody else changes the settings: at every point`, async () => {
      for (let number = 0, isLast = false; !isLast; number++) {
        using alice = machine()
        const path = join(alice.home, '.config/awsenv/config.toml')
        mkdirSync(join(path, '..'), { recursive: true })
        writeFileSync(path, 'browser = "x {url}"\n')
        const theirs = 'aws_vault = true # mine\n'
        const scenario = { call: ['config', ...call], arrange() {}, among: [] }
        const { point, outcome } = await runOnce(alice, scenario, number, () => appendFileSync(path, theirs))
        isLast = point === undefined
        const text = readFileSync(path, 'utf8')
        if (!isLast) assert.ok(text.includes(theirs), `${number} ${point}: ${text}`)
        const isOurs = call[0] === 'set' ? text.includes('keystore') : !text.includes('browser')
        assert.is(isOurs, outcome.exitCode === 0, `${number} ${point}: ${outcome.stderr}`)
      }
    })
  }

  for (const call of [
    ['set', 'keystore', 'passphrase'],
    ['unset', 'browser'],
  ]) {
    test(`2.8 config ${call[0]}, killed at every point: the settings are the old or the new ones, and the next change leaves nothing behind`, async () => {
      const points: string[] = []
      for (let isLast = false; !isLast; ) {
        using alice = machine()
        const folder = join(alice.home, '.config/awsenv')
        const path = join(folder, 'config.toml')
        mkdirSync(folder, { recursive: true })
        const before = '# mine\nbrowser = "x {url}"\naws_vault = true\n'
        writeFileSync(path, before)
        const scenario = { call: ['config', ...call], arrange() {}, among: [] }
        const { point } = await runKilled(alice, scenario, points.length)
        const killed = readFileSync(path, 'utf8')
        endProcess(alice, folder)
        // What is unset already can't be unset again.
        const again = await alice.awsenv('config', ...(killed === before ? call : ['set', 'keystore', 'passphrase']))
        const after = readFileSync(path, 'utf8')
        assert.is(again.exitCode, 0, `${points.length} ${point}: ${again.stderr}`)
        assert.ok(
          killed === before || (call[0] === 'set' ? killed === after : !killed.includes('browser')),
          `${points.length} ${point}: ${killed}`,
        )
        assert.ok(after.includes('# mine\n') && after.includes('aws_vault = true\n'), after)
        assert.is(call[0] === 'set' ? after.includes('keystore') : !after.includes('browser'), true, after)
        assert.equal(readdirSync(folder), ['config.toml'], `${points.length} ${point}`)
        isLast = point === undefined
        points.push(point ?? 'the end')
      }
      assert.ok(points.length > 5, points.join())
    })
  }

  /** alice rotates the key that is in the vault and nowhere else. */
  const rotating = (body: (story: Story, scenario: Scenario, known: readonly Key[]) => Promise<void>) =>
    tell(async story => {
      const { alice, world, code } = story
      inVault('default', world.alice)(alice)
      await body(story, { call: ['keys', 'rotate', '--yes'], arrange() {}, among: [], answers: [code()] }, [
        world.alice,
        NEW,
      ])
    })

  test('2.1 rotate, and another awsenv puts a key into the vault: at every point', async () => {
    for (let number = 0, isLast = false; !isLast; number++) {
      await rotating(async ({ alice }, scenario, known) => {
        let before = heldBy(alice, known)
        const { point, outcome } = await runOnce(alice, scenario, number, () => {
          alice.keys.entries.set('default', stored(NEW))
          before = heldBy(alice, known)
        })
        checkNothingLost(alice, before, [outcome], `${number} ${point}`)
        isLast = point === undefined
      })
    }
  })

  test('2.8 rotate, killed at every point: a key that works is in the vault, and the next run ends it', async () => {
    for (let number = 0, isLast = false; !isLast; number++) {
      await rotating(async ({ alice, sandbox, world, code }, scenario, known) => {
        const killed = await runKilled(alice, scenario, number)
        const { keys } = sandbox.world.user(world.alice.arn)
        const current = alice.keys.entries.get('default')?.accessKeyId
        const where = `${number} ${killed.point}`
        assert.ok(
          keys.some(({ accessKeyId, active }) => active && accessKeyId === current),
          where,
        )
        checkNothingLost(alice, heldBy(alice, known), [killed.outcome], where)
        // The code that was about to be sent counts as sent: the person types the next one.
        sandbox.clock.advance(30)
        const answer = (question: string) => (question.startsWith('MFA code') ? code() : 'y')
        const again = await runWatched(alice, { ...scenario, answers: [answer, answer, answer] }, () => {})
        assert.is(again.exitCode, 0, `${where}\n${again.stderr}`)
        assert.equal([...alice.keys.entries.keys()], ['default'], where)
        isLast = killed.point === undefined
      })
    }
  })
})
