import type { Context } from '../../context/context.ts'
import { AwsenvError } from '../../errors.ts'
import { browserDirectory } from '../../files/directories.ts'
import { browserCommand } from '../../model/browser-command.ts'
import type { SignIn } from './sign-in.ts'

/** Opens a page, once the person has been told why; an address that doesn't open is one to be copied. */
export async function openPage(context: Context, { word }: SignIn, why: string, url: string): Promise<void> {
  context.say(`${why}: your browser opens its page; if it doesn't, open ${url}`)
  await inBrowser(context, url, word)
}

/** Opens an address that the person has seen already. */
export async function inBrowser(context: Context, url: string, name: string): Promise<void> {
  const { settings } = await context.settings
  const page = { url, place: name, account: '', role: '', name }
  const command = browserCommand(settings.browser, page, browserDirectory(context.env, context.home))
  try {
    await context.browser.open(url, command)
  } catch (error) {
    if (!(error instanceof AwsenvError)) throw error
    context.say(`${error.message}: open the address yourself`)
  }
}
