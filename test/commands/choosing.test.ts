import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import type { Choice, Offer } from '../../src/terminal/picker.ts'
import { describe } from '../support/describe.ts'
import type { Machine } from '../support/fake-context.ts'
import { type Story, tell } from './story.ts'

describe('commands/assume, without a word', test => {
  const settings = ({ home }: Machine, text: string) => {
    mkdirSync(join(home, '.config', 'awsenv'), { recursive: true })
    writeFileSync(join(home, '.config', 'awsenv', 'config.toml'), text)
  }
  const lines = ({ choices, other }: Offer<Choice>) =>
    [...choices, other].map(({ name, detail }) => `${name}|${detail.replace(/(1h|\d+m) left/, 'LEFT')}`)

  /** alice with aliases, profiles and an account's name; whoever chooses sees the list and takes a line of it. */
  const scene = (body: (story: Story & { take(line: number): Promise<readonly string[]> }) => Promise<void>) => () =>
    tell(async story => {
      const { alice, world } = story
      settings(alice, 'aliases.ops = "123456789012 Admin"\naccounts.210987654321.name = "far"\n')
      alice.write(
        'config',
        [
          `[default]\nmfa_serial = ${world.alice.mfaSerial}`,
          `[profile deploy]\nrole_arn = ${world.roles.deploy}\nsource_profile = default`,
          `[profile keyless]\nregion = eu-west-1`,
          `[profile far]\nrole_arn = ${world.roles.otherAdmin}\nsource_profile = default\n`,
        ].join('\n'),
      )
      const take = async (line: number) => {
        let seen: readonly string[] = []
        alice.choose = offer => {
          seen = lines(offer)
          return [...offer.choices, offer.other].at(line)
        }
        const { exitCode, stderr } = await alice.inShell('assume')
        assert.is(exitCode, 0, stderr)
        return seen
      }
      await body({ ...story, take })
    })

  test(
    'aliases and profiles with a role are offered, and what was assumed lately before the others',
    scene(async ({ alice, world, code, take }) => {
      alice.answers = [code]
      const fresh = [
        'ops|Admin in 123456789012',
        'deploy|team/dev/Deploy in 123456789012',
        'far|Admin in 210987654321 (far)',
        'another account and role …|',
      ]
      assert.equal(await take(2), fresh)
      assert.equal([alice.env['AWSENV_ROLE'], alice.env['AWSENV_ROLE_ARN']], ['far', world.roles.otherAdmin])
      const [first, ...others] = await take(1)
      assert.is(first, 'far|Admin in 210987654321 (far), LEFT')
      assert.equal(others, [fresh[0], fresh[1], fresh[3]])
      assert.is(alice.env['AWSENV_ROLE'], 'ops')
    }),
  )

  test(
    'a role that no name leads to is offered while its session lasts',
    scene(async ({ sandbox, alice, code, take }) => {
      alice.answers = [code]
      await alice.inShell('assume', '123456789012', 'Team')
      assert.is((await take(0))[0], 'Team@123456789012|Team in 123456789012, LEFT')
      assert.is(alice.env['AWSENV_ROLE'], 'Team@123456789012')
      sandbox.clock.advance(3601)
      await alice.inShell('unset')
      assert.not.match((await take(0)).join(), 'Team')
    }),
  )

  test(
    'the last line leads to two plain questions',
    scene(async ({ alice, code, take }) => {
      alice.answers = ['210987654321', 'Admin', code]
      await take(-1)
      assert.is(alice.env['AWSENV_ROLE'], 'Admin@far')
    }),
  )

  test(
    'an account with a role, or an ARN, that is typed in full is offered itself',
    scene(async ({ world, alice, code }) => {
      alice.answers = [code]
      const meanings: (string | undefined)[] = []
      alice.choose = ({ typed }) => {
        for (const text of ['12345678901 Admin', '123456789012', 'arn:aws:iam::1:role/x', 'prod'])
          meanings.push(typed(text)?.name)
        return typed(world.roles.team)
      }
      await alice.inShell('assume')
      assert.is(alice.env['AWSENV_ROLE_ARN'], world.roles.team)
      alice.choose = ({ typed }) => typed('123456789012  team/dev/Deploy')
      await alice.inShell('assume')
      assert.is(alice.env['AWSENV_ROLE_ARN'], world.roles.deploy)
      assert.equal(meanings, [undefined, undefined, undefined, undefined])
    }),
  )

  test(
    'whoever takes none has changed nothing',
    scene(async ({ sandbox, alice }) => {
      alice.choose = () => undefined
      const { exitCode, script, stderr } = await alice.awsenv('assume')
      assert.equal([exitCode, script, sandbox.requests.length], [1, '(exit 1)\n', 0])
      assert.match(stderr, 'you entered nothing: nothing has changed')
    }),
  )

  test('where there is nothing to choose from, account and role are asked for', () =>
    tell(async ({ alice, code }) => {
      alice.choose = () => {
        throw new Error('a list was shown')
      }
      alice.answers = ['123456789012', 'Admin', code]
      const { exitCode, questions } = await alice.awsenv('assume')
      assert.is(exitCode, 0)
      assert.equal(questions.slice(0, 2), ['Account id: ', 'Role: '])
    }))
})
