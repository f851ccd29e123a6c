import * as assert from 'uvu/assert'
import { Secret } from '../../../src/model/secret.ts'
import type { Fault } from '../../../tools/sandbox/fault.ts'
import { describe } from '../../support/describe.ts'
import { keyOf, type Story, tell } from '../story.ts'

describe('commands/keys rotate', test => {
  /** alice, whose key is in the vault and nowhere else, as "default". */
  const inVault = (body: (story: Story) => Promise<void>) =>
    tell(async story => {
      const { alice, world } = story
      alice.write('credentials', '')
      const { accessKeyId, secretAccessKey } = world.alice
      alice.keys.entries.set('default', { accessKeyId, secretAccessKey: new Secret(secretAccessKey) })
      await body(story)
    })
  const keysOf = ({ sandbox, world }: Story) => sandbox.world.user(world.alice.arn).keys
  const names = ({ alice }: Story) => [...alice.keys.entries.keys()].sort()
  const current = ({ alice }: Story) => alice.keys.entries.get('default')?.accessKeyId
  /** What must hold whenever awsenv dies: the key that the vault gives to whoever asks for it works. */
  const isUsable = (story: Story) =>
    assert.ok(keysOf(story).some(({ accessKeyId, active }) => active && accessKeyId === current(story)))
  const isDone = (story: Story) => {
    assert.equal(names(story), ['default'])
    assert.is.not(current(story), story.world.alice.accessKeyId)
    assert.equal(
      keysOf(story).map(({ accessKeyId, active }) => [accessKeyId, active]),
      [[current(story), true]],
    )
  }

  test('one code, a new key in the vault and in IAM, and the old one gone', () =>
    inVault(async story => {
      const { alice, code, sandbox } = story
      alice.answers = [code]
      const { exitCode, script, stderr, questions } = await alice.awsenv('keys', 'rotate')
      assert.equal([exitCode, script, questions.length], [0, '', 1], stderr)
      isDone(story)
      assert.equal(
        sandbox.requests.map(({ action }) => action).filter(action => !/GetAccessKeyLastUsed/.test(action)),
        [
          ...['GetCallerIdentity', 'GetSessionToken', 'ListAccessKeys', 'CreateAccessKey', 'GetCallerIdentity'],
          ...['UpdateAccessKey', 'GetCallerIdentity', 'DeleteAccessKey'],
        ],
      )
      alice.answers = [code]
      assert.is((await alice.inShell('login')).exitCode, 0, 'the new key logs in')
    }))

  test('the session that is there is used: then there is no question', () =>
    inVault(async story => {
      const { alice, code } = story
      alice.answers = [code]
      await alice.awsenv('login')
      const { exitCode, questions, stderr } = await alice.awsenv('keys', 'rotate', 'default')
      assert.equal([exitCode, questions], [0, []], stderr)
      isDone(story)
    }))

  test('AWS takes some seconds to know a new key: it is asked again, and the old key stays on till then', () =>
    inVault(async story => {
      const { alice, code, sandbox } = story
      sandbox.world.newKeyRefusals = 4
      alice.answers = [code]
      const { exitCode, stderr } = await alice.awsenv('keys', 'rotate')
      assert.is(exitCode, 0, stderr)
      assert.equal(alice.slept, [1000, 2000, 3000, 4000])
      assert.match(stderr, 'waiting until AWS knows the new key')
      isDone(story)
    }))

  test('after a minute it is given up, and the next call goes on from there', () =>
    inVault(async story => {
      const { alice, code, sandbox } = story
      sandbox.world.newKeyRefusals = 1000
      alice.answers = [code]
      const { exitCode, stderr } = await alice.awsenv('keys', 'rotate')
      assert.is(exitCode, 1)
      assert.match(stderr, /doesn't accept the new key .* after a minute.*\n.*the old key still works/)
      assert.is(
        alice.slept.reduce((sum, pause) => sum + pause),
        60_000,
      )
      assert.equal(names(story), ['default', 'default (new)'])
      isUsable(story)
      for (const key of keysOf(story)) key.refusals = 0
      assert.is((await alice.awsenv('keys', 'rotate')).exitCode, 0)
      isDone(story)
      assert.is(sandbox.count('CreateAccessKey'), 1)
    }))

  const writes = [
    'put default (new)',
    'put default (old)',
    'put default',
    'remove default (new)',
    'remove default (old)',
  ]
  const deaths: readonly (readonly [title: string, arrange: (story: Story) => void])[] = [
    ...writes.map(
      what =>
        [
          `before the vault's ${what}`,
          ({ alice }: Story) => {
            alice.keys.beforeWrite = write => {
              if (write === what) throw new Error('killed')
            }
          },
        ] as const,
    ),
    [
      'before the vault has the new key',
      ({ alice }) => {
        let puts = 0
        alice.keys.beforeWrite = write => {
          if (write === 'put default (new)' && ++puts === 2) throw new Error('killed')
        }
      },
    ],
    ...['CreateAccessKey', 'UpdateAccessKey', 'DeleteAccessKey'].flatMap(action =>
      (['close', 'lost', 'error500'] as const).map(
        (how: Fault) => [`${action}: ${how}`, ({ sandbox }: Story) => sandbox.fail({ action, how })] as const,
      ),
    ),
  ]
  for (const [title, arrange] of deaths) {
    test(`cut off, and run again: ${title}`, () =>
      inVault(async story => {
        const { alice, code, sandbox } = story
        alice.answers = [code]
        arrange(story)
        assert.is((await alice.awsenv('keys', 'rotate')).exitCode, 1)
        isUsable(story)
        sandbox.recover()
        alice.keys.beforeWrite = () => {}
        // --yes is no answer to whether a key that is active may go
        alice.answers = [title === 'CreateAccessKey: lost' ? 'y' : code]
        const { exitCode, stderr } = await alice.awsenv('keys', 'rotate', '--yes')
        assert.is(exitCode, 0, stderr)
        isDone(story)
      }))
  }

  test('where somebody takes the new key out of the vault in between, it begins anew, and deletes nothing that works', () =>
    inVault(async story => {
      const { alice, code } = story
      alice.answers = [code]
      alice.keys.beforeWrite = write => {
        if (write === 'put default') throw new Error('killed')
      }
      await alice.awsenv('keys', 'rotate')
      alice.keys.beforeWrite = () => {}
      assert.is((await alice.awsenv('keys', 'remove', 'default', '--yes')).exitCode, 1, 'but the key itself stays')
      assert.is((await alice.awsenv('keys', 'remove', 'default (new)', '--yes')).exitCode, 0)
      const { exitCode, stderr } = await alice.awsenv('keys', 'rotate', '--yes')
      assert.is(exitCode, 1)
      assert.match(stderr, 'the user has another one')
      isUsable(story)
      assert.is(keysOf(story).length, 2)
    }))

  test('a key that the cut-off left without its secret is deleted with consent only', () =>
    inVault(async story => {
      const { alice, code, sandbox } = story
      alice.answers = [code]
      sandbox.fail({ action: 'CreateAccessKey', how: 'lost' })
      await alice.awsenv('keys', 'rotate')
      sandbox.recover()
      const listed = await alice.awsenv('keys', 'list')
      assert.match(listed.stderr, 'the rotation of "default" isn\'t finished; run: awsenv keys rotate default')
      alice.answers = ['n']
      const refused = await alice.awsenv('keys', 'rotate')
      assert.is(refused.exitCode, 1)
      assert.match(
        refused.questions[0] ?? '',
        /cut off may have made the key \*{4}\w{4} \(active, .*never used\): then its secret/,
      )
      assert.is(keysOf(story).length, 2)
      alice.answers = ['y']
      assert.is((await alice.awsenv('keys', 'rotate')).exitCode, 0)
      isDone(story)
    }))

  test('2.3 a key made by hand and in use is not taken for the one of a rotation that was cut off, whatever is told of it', () =>
    inVault(async story => {
      const { alice, code, sandbox, world } = story
      const user = sandbox.world.user(world.alice.arn)
      alice.answers = [code]
      sandbox.fail({ action: 'CreateAccessKey', how: 'close' })
      await alice.awsenv('keys', 'rotate')
      sandbox.recover()
      assert.equal(names(story), ['default', 'default (new)'])
      user.permissions.delete('iam:GetAccessKeyLastUsed')
      sandbox.world.addKey(user)
      alice.hasTerminal = false
      const { exitCode, stderr } = await alice.awsenv('keys', 'rotate', '--yes')
      assert.equal([exitCode, keysOf(story).length], [1, 2])
      assert.match(stderr, /active, made .*, AWS does not tell when it was last used/)
      assert.equal(names(story), ['default', 'default (new)'], 'it may still be the lost one')
      const mark = alice.keys.entries.get('default (new)')
      if (mark?.created) alice.keys.entries.set('default (new)', { ...mark, created: mark.created - 3600 })
      alice.hasTerminal = true
      assert.is((await alice.awsenv('keys', 'rotate', '--yes')).exitCode, 1, 'made long after')
      assert.equal([keysOf(story).length, names(story)], [2, ['default']])
    }))

  const unanswered: Readonly<Record<string, Fault>> = {
    'is refused': { refusal: { status: 403, code: 'AccessDenied', message: 'no' } },
    'has a fault': 'error500',
    'is throttled': 'throttling',
    'loses its connection': 'close',
    'never answers': 'silence',
    'answers a web page': 'html',
    'answers nothing': 'empty',
    'answers half of it': 'half',
  }
  for (const [what, how] of Object.entries(unanswered)) {
    test(`2.6 GetAccessKeyLastUsed ${what}: a rotation goes on`, () =>
      inVault(async story => {
        const { alice, code, sandbox } = story
        sandbox.fail({ action: 'GetAccessKeyLastUsed', how })
        alice.answers = [code]
        const { exitCode, stderr } = await alice.awsenv('keys', 'rotate', '--yes')
        assert.is(exitCode, 0, stderr)
        isDone(story)
      }))

    test(`2.6 GetAccessKeyLastUsed ${what}: another key counts as in use, and stays`, () =>
      inVault(async story => {
        const { alice, code, sandbox, world } = story
        sandbox.world.addKey(sandbox.world.user(world.alice.arn))
        sandbox.fail({ action: 'GetAccessKeyLastUsed', how })
        alice.answers = [code]
        const { exitCode, stderr } = await alice.awsenv('keys', 'rotate', '--yes')
        assert.equal([exitCode, keysOf(story).length], [1, 2])
        assert.match(stderr, 'AWS does not tell when it was last used')
        isUsable(story)
      }))
  }

  test('2.3 what was begun is forgotten when AWS lists no key that it can have made', () =>
    inVault(async story => {
      const { alice, code, sandbox, world } = story
      const user = sandbox.world.user(world.alice.arn)
      alice.answers = [code]
      sandbox.fail({ action: 'CreateAccessKey', how: 'close' })
      await alice.awsenv('keys', 'rotate')
      sandbox.recover()
      sandbox.world.addKey(user).lastUsed = sandbox.clock.now()
      assert.is((await alice.awsenv('keys', 'rotate', '--yes')).exitCode, 1)
      assert.equal([keysOf(story).length, names(story)], [2, ['default']])
    }))

  test('a new key that the vault can’t store is deleted again', () =>
    inVault(async story => {
      const { alice, code } = story
      let puts = 0
      alice.answers = [code]
      alice.keys.beforeWrite = write => {
        if (write === 'put default (new)' && ++puts === 2) throw new Error('disk full')
      }
      const { exitCode, stderr } = await alice.awsenv('keys', 'rotate')
      assert.is(exitCode, 1)
      assert.match(stderr, /the new key, \*{4}\w{4}, can't be stored, so awsenv deleted it again/)
      assert.is(keysOf(story).length, 1)
      isUsable(story)
    }))

  test('another key that is active is left alone, and told with its age and last use', () =>
    inVault(async story => {
      const { alice, code, sandbox, world } = story
      sandbox.world.addKey(sandbox.world.user(world.alice.arn))
      alice.answers = [code]
      const { exitCode, stderr } = await alice.awsenv('keys', 'rotate', '--yes')
      assert.is(exitCode, 1)
      assert.match(stderr, /another one, \*{4}\w{4} \(active, made .*, never used\), and AWS allows two/)
      assert.equal([keysOf(story).length, names(story)], [2, ['default']])
    }))

  for (const [title, answers, options, isDeleted] of [
    ['asks', ['y'], [], true],
    ['asks, and no is no', ['n'], [], false],
    ['does not ask with --yes', [], ['--yes'], true],
  ] as const) {
    test(`another key that is inactive: ${title}`, () =>
      inVault(async story => {
        const { alice, code, sandbox, world } = story
        sandbox.world.addKey(sandbox.world.user(world.alice.arn)).active = false
        alice.answers = [code, ...answers]
        const { exitCode } = await alice.awsenv('keys', 'rotate', ...options)
        assert.is(exitCode, isDeleted ? 0 : 1)
        if (isDeleted) isDone(story)
        else assert.is(keysOf(story).length, 2)
      }))
  }

  test('a session that ends with its key is followed by another, with the next code', () =>
    inVault(async story => {
      const { alice, code, sandbox } = story
      sandbox.world.sessionsEndWithKey = true
      alice.answers = [code, code]
      const { exitCode, stderr, questions } = await alice.awsenv('keys', 'rotate')
      assert.is(exitCode, 0, stderr)
      assert.is(questions.length, 2)
      isDone(story)
    }))

  test('where the new key fails without the old one, the old one is switched on again', () =>
    inVault(async story => {
      const { alice, code, sandbox, world } = story
      alice.answers = [code]
      const user = sandbox.world.user(world.alice.arn)
      alice.keys.beforeWrite = write => {
        const made = user.keys.find(({ accessKeyId }) => accessKeyId !== world.alice.accessKeyId)
        if (write === 'remove default (new)' && made !== undefined) made.refusals = 1000
      }
      const { exitCode, stderr } = await alice.awsenv('keys', 'rotate')
      assert.is(exitCode, 1, stderr)
      assert.match(stderr, 'is switched on again')
      assert.ok(user.keys.every(({ active }) => active))
      assert.equal([names(story), current(story)], [['default', 'default (new)'], world.alice.accessKeyId])
      for (const key of user.keys) key.refusals = 0
      alice.keys.beforeWrite = () => {}
      assert.is((await alice.awsenv('keys', 'rotate')).exitCode, 0)
      isDone(story)
    }))

  test('a user who may not is told which permissions are missing, and nothing has changed', () =>
    inVault(async story => {
      const { alice, code, sandbox, world } = story
      sandbox.world.user(world.alice.arn).permissionsWithMfa.clear()
      alice.answers = [code]
      const { exitCode, stderr } = await alice.awsenv('keys', 'rotate')
      assert.is(exitCode, 1)
      assert.match(stderr, /didn't allow CreateAccessKey.*\n.*iam:CreateAccessKey, iam:UpdateAccessKey/)
      assert.equal(names(story), ['default'])
    }))

  test('a user who may not list keys is told of the limit by AWS itself, and nothing has changed', () =>
    inVault(async story => {
      const { alice, code, sandbox, world } = story
      const user = sandbox.world.user(world.alice.arn)
      sandbox.world.addKey(user)
      user.permissions.delete('iam:ListAccessKeys')
      alice.answers = [code]
      const { exitCode, stderr } = await alice.awsenv('keys', 'rotate')
      assert.is(exitCode, 1)
      assert.match(stderr, /already has two access keys, and AWS allows no third \(LimitExceeded/)
      assert.equal(names(story), ['default'])
    }))

  test('two at once wait for each other', () =>
    inVault(async story => {
      const { alice, code, sandbox } = story
      alice.answers = [code]
      await alice.awsenv('login')
      alice.answers = [code]
      const both = await Promise.all([alice.awsenv('keys', 'rotate'), alice.awsenv('keys', 'rotate')])
      assert.equal(
        both.map(({ exitCode }) => exitCode),
        [0, 0],
        both.map(({ stderr }) => stderr).join(),
      )
      assert.is(sandbox.count('CreateAccessKey') - sandbox.count('DeleteAccessKey'), 0)
      isDone(story)
    }))

  test('where the same key stands in plain text, it is said that it will not work there', () =>
    inVault(async story => {
      const { alice, code, world } = story
      alice.write('credentials', keyOf('other', world.alice))
      alice.answers = [code]
      const { stderr } = await alice.awsenv('keys', 'rotate')
      assert.match(stderr, /is also in plain text, where it will stop working: \[other\] in ".*credentials", line 2/)
    }))

  test('of several keys one has to be named', () =>
    inVault(async ({ alice }) => {
      const [key] = alice.keys.entries.values()
      alice.keys.entries.clear()
      const empty = await alice.awsenv('keys', 'rotate')
      assert.equal([empty.exitCode, empty.script], [2, ''])
      if (key) for (const name of ['a', 'b']) alice.keys.entries.set(name, key)
      const { exitCode, stderr } = await alice.awsenv('keys', 'rotate')
      assert.is(exitCode, 2)
      assert.match(stderr, 'name one: a, b')
    }))
})
