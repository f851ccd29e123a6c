import type { Context } from '../../context/context.ts'
import { AwsenvError } from '../../errors.ts'
import { browserCommand } from '../../terminal/browser.ts'
import type { SignIn } from './sign-in.ts'

/** Opens a page for the sign-in, once the person has been told whose it is; an address that doesn't open is one to be copied. */
export async function openPage(context: Context, signIn: SignIn, url: string): Promise<void> {
  const { shown, page, word } = signIn
  context.say(
    `your browser opens the sign-in of ${shown}${page === undefined ? '' : ` (${page})`}; if it doesn't, open ${url}`,
  )
  await inBrowser(context, url, word)
}

/** Opens an address that the person has seen already. */
export async function inBrowser(context: Context, url: string, name: string): Promise<void> {
  const { settings } = await context.settings
  const command = browserCommand(settings.browser, { url, account: '', role: '', name })
  try {
    await context.browser.open(url, command)
  } catch (error) {
    if (!(error instanceof AwsenvError)) throw error
    context.say(`${error.message}: open the address yourself`)
  }
}
