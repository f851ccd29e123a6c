/** The command line that opens a page: where each account has a container or a profile of its own, in that. Pure. */
import { commandWords } from '../text/command-words.ts'

/** A page, and whose it is. */
export type Page = {
  readonly url: string
  /** What has a container or a profile to itself. */
  readonly place: string
  readonly colour?: string | undefined
  readonly account: string
  readonly role: string
  readonly name: string
}

/**
 * The words of the setting "browser" with what they stand for put in: a value stays within its word, whatever it holds.
 * `folder` is for the directories of browsers that keep all of a profile in one.
 */
export function browserCommand(template: string, page: Page, folder: string): readonly string[] {
  const profile = fileName(page.place)
  const values: Readonly<Record<string, string>> = {
    ...{ url: page.url, account: page.account, role: page.role, name: page.name },
    ...{ container: containerLink(page), profile, directory: `${folder}/${profile}` },
  }
  const words = commandWords(template) ?? []
  return words.map(word => word.replace(/\{(\w+)\}/g, (text, name) => values[name] ?? text))
}

/** What `{…}` may name in that setting; one of the first two has to be there. */
export const PLACEHOLDERS = ['url', 'container', 'profile', 'directory', 'account', 'role', 'name']

/**
 * For the add-on "Open external links in a container", which makes the container if there is none:
 * https://github.com/honsiorovskyi/open-url-in-container
 */
function containerLink({ url, place, colour }: Page): string {
  const inFirefox = Object.hasOwn(COLOURS, colour ?? '') ? COLOURS[colour ?? ''] : undefined
  const fields = [
    ['name', place],
    ...(inFirefox === undefined ? [] : [['color', inFirefox]]),
    ['icon', 'briefcase'],
    ['url', url],
  ]
  return `ext+container:${fields.map(([key, value = '']) => `${key}=${encodeURIComponent(value)}`).join('&')}`
}

/** Firefox has eight colours for containers, and no magenta and no cyan. */
const COLOURS: Readonly<Record<string, string>> = {
  ...{ red: 'red', yellow: 'yellow', green: 'green', blue: 'blue', magenta: 'purple', cyan: 'turquoise' },
}

/** Different for each place, and in no system anything but the name of a file. */
function fileName(place: string): string {
  return encodeURIComponent(place)
    .replace(/^\.|[!'()*~]/g, sign => `%${sign.charCodeAt(0).toString(16)}`)
    .replaceAll('%40', '@')
    .replaceAll('%', '=')
}
