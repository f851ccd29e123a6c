import * as assert from 'uvu/assert'
import { startChromium } from '../../tools/chromium/chromium.ts'
import { openPty } from '../../tools/pty/pty.ts'
import { has } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { until } from '../support/until.ts'
import { browsing } from './browsing.ts'
import { type Outcome, onStage, type Running } from './stage.ts'

/** What awsenv's own page says, which has nothing else. */
const END = 'body > p:only-child'

describe('e2e: a real browser', test => {
  const withChromium = needing(test, 'chromium and python3', has('chromium') && has('python3'))

  withChromium(
    'walks through the pages of either sign-in: PKCE, denied, the device page, and the code for another device',
    onStage(async stage => {
      const { center, signIn, pages } = browsing(stage)
      center.answers = 'nothing'
      signIn.answers = 'nothing'
      const chromium = await startChromium(stage.home, stage.env)
      /** Logs in, and goes to the page that opens. */
      const login = async (...words: readonly string[]) => {
        const before = pages().length
        const outcome = stage.awsenv('login', ...words)
        await until(() => pages().length > before)
        return { outcome, tab: await chromium.visit(pages().at(-1) ?? '') }
      }
      const is = async (outcome: Promise<Outcome>, status: number, said: RegExp) => {
        const { status: actual, stderr } = await outcome
        assert.is(actual, status, stderr)
        assert.match(stderr, said)
      }
      try {
        for (const [name, session] of [
          ['acme', 'sso-session "acme"'],
          ['me', 'profile "me"'],
        ] as const) {
          const denied = await login(name)
          await denied.tab.click('#deny')
          assert.is(await denied.tab.text(END), 'You are not signed in: close this window.')
          await is(denied.outcome, 1, /was denied in the browser/)
          const approved = await login(name)
          await approved.tab.click('#approve')
          assert.is(await approved.tab.text(END), 'You are signed in: close this window, and go back to the terminal.')
          await is(approved.outcome, 0, new RegExp(`you are signed in to ${session}`))
        }

        const onDevice = (word: string) => ['awsenv', 'login', word, '--refresh', '--device-code']
        const started: Running[] = []
        const device = stage.run(onDevice('acme'), { onStart: running => void started.push(running) })
        const said = () =>
          /open (\S+) on any device; the page has to show the code (\S+)\n/.exec(started[0]?.stderr() ?? '')
        await until(() => said() !== null)
        const [, url = '', code] = said() ?? []
        const devicePage = await chromium.visit(url)
        assert.is(await devicePage.text('#code'), code)
        await devicePage.click('#approve')
        assert.match(await devicePage.text('#state'), /^approved/)
        await is(device, 0, /you are signed in to sso-session "acme"/)

        await using pty = openPty(onDevice('me'), { env: stage.env, cwd: stage.cwd })
        const [, address = ''] = /open (\S+) on any device/.exec(await pty.shows('Code from the page: ')) ?? []
        const other = await chromium.visit(address)
        await other.click('#approve')
        pty.type(`${await other.text('#code')}\r`)
        await pty.shows('you are signed in to profile "me"')
        assert.is(await pty.ended(), 0)
      } finally {
        await chromium.close()
      }
    }),
  )
})
