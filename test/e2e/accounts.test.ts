import * as assert from 'uvu/assert'
import type { Pty } from '../../tools/pty/pty.ts'
import { trusting } from '../../tools/sandbox/demo-world.ts'
import { has } from '../../tools/shells/real-shells.ts'
import { keyOf } from '../commands/story.ts'
import { describe, needing } from '../support/describe.ts'
import { onStage, type Stage } from './stage.ts'
import { enter, shellOf } from './typing.ts'

describe('e2e: accounts, on a terminal', test => {
  const onTerminal = needing(test, 'python3 and bash', has('python3') && has('bash'))
  const bash = ['bash', '--noprofile', '--norc', '-i']
  const assume = (words: string) => `eval "$(awsenv assume ${words})"; echo "<$?><\${AWSENV_ROLE-none}>"\r`
  const question = "To confirm Admin in account production (123456789012), type the account's name: "

  /** alice confirms the account, gives a code where it is asked for, and has the role. */
  const confirm = async (pty: Pty, words: string, code?: string) => {
    pty.type(assume(words))
    await pty.shows(question)
    pty.type('production\r')
    if (code !== undefined) {
      await pty.shows('MFA code of ')
      pty.type(`${code}\r`)
    }
    await pty.shows('<0><Admin@production>')
    await pty.shows('@> ')
  }

  /** A bash beside an account that is to be confirmed, and has a colour. */
  const guarded = (body: (pty: Pty, stage: Stage) => Promise<void>) =>
    onStage(async stage => {
      const account = '[accounts.123456789012]\nname = "production"\nconfirm = true\ncolour = "magenta"\n'
      stage.write('.config/awsenv/config.toml', account)
      await using pty = await shellOf(stage, bash)
      await body(pty, stage)
    })

  onTerminal(
    'another name, Ctrl-D and Ctrl-C end it before anything is sent; its name goes on to the code',
    guarded(async (pty, stage) => {
      for (const typed of ['staging\r', '\x04']) {
        pty.type(assume('123456789012 Admin'))
        await pty.shows(question)
        pty.type(typed)
        await pty.shows('<1><none>')
        await pty.shows('@> ')
      }
      pty.type(assume('123456789012 Admin')) // bash leaves the rest of the line out
      await pty.shows(question)
      pty.type('\x03')
      await pty.shows('@> ')
      assert.match(await enter(pty, `echo "<$?><\${AWSENV_ROLE-none}>"`), '<130><none>')
      assert.is(stage.sandbox.requests.length, 0)
      await confirm(pty, '123456789012 Admin', stage.code())
    }),
  )

  onTerminal(
    'the name that was typed lets credential-process answer in any process, until clear',
    guarded(async (pty, stage) => {
      const process = () => stage.awsenv('credential-process', '123456789012', 'Admin')
      assert.is((await process()).status, 75)
      await confirm(pty, '123456789012 Admin', stage.code())
      const given = await process()
      assert.is(given.status, 0, given.stderr)
      assert.is(JSON.parse(given.stdout).Version, 1)
      await enter(pty, 'eval "$(awsenv clear)"')
      assert.is((await process()).status, 75)
    }),
  )

  onTerminal(
    'its colour is in the environment as long as its role is',
    guarded(async (pty, stage) => {
      await confirm(pty, '123456789012 Admin', stage.code())
      const colour = `echo "<\${AWSENV_COLOUR-none}>"`
      assert.match(await enter(pty, colour), '<magenta>')
      assert.match(await enter(pty, `eval "$(awsenv assume 210987654321 Admin)"; ${colour}`), '<none>')
      await confirm(pty, '-')
      assert.match(await enter(pty, colour), '<magenta>')
      assert.match(await enter(pty, `eval "$(awsenv unset)"; ${colour}`), '<none>')
    }),
  )

  onTerminal(
    'keys of two clients are told line by line, and the one that was chosen is sent alone',
    onStage(async stage => {
      const { world } = stage.sandbox
      const erin = world.addUser(world.addAccount('555555555555', { alias: 'erins' }), 'erin')
      const key = world.addKey(erin)
      const role = world.addRole(world.addAccount('666666666666', { alias: 'theirs' }), 'Admin', trusting(erin.arn))
      stage.write('.aws/credentials', keyOf('default', stage.world.alice) + keyOf('\x1b[2Jother', key))
      await using pty = await shellOf(stage, bash)
      pty.type(assume(role.arn))
      const shown = await pty.shows('Number (1-2): ')
      assert.match(
        shown,
        /Which key is for account 666666666666\?\r\n {2}1 {2}profile "default" \(\*+\w{4}\)\r\n {2}2 {2}profile "\?\[2Jother" \(\*+\w{4}\)\r\n/,
      )
      pty.type('2\r')
      await pty.shows('<0><Admin@666666666666>')
      assert.equal([...new Set(stage.sandbox.requests.map(({ accessKeyId }) => accessKeyId))], [key.accessKeyId])
    }),
  )
})
