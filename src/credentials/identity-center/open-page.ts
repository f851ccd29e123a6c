import type { Context } from '../../context/context.ts'
import { AwsenvError } from '../../errors.ts'
import { browserCommand } from '../../terminal/browser.ts'
import { type SsoSession, shownSession, wordOf } from './sso-session.ts'

/** Opens a page for the sign-in, once the person has been told whose it is; an address that doesn't open is one to be copied. */
export async function openPage(context: Context, session: SsoSession, url: string): Promise<void> {
  const { settings } = await context.settings
  const command = browserCommand(settings.browser, { url, account: '', role: '', name: wordOf(session) })
  const portal = session.name === undefined ? '' : ` (${session.startUrl})`
  context.say(`your browser opens the sign-in of ${shownSession(session)}${portal}; if it doesn't, open ${url}`)
  try {
    await context.browser.open(url, command)
  } catch (error) {
    if (!(error instanceof AwsenvError)) throw error
    context.say(`${error.message}: open the address yourself`)
  }
}
