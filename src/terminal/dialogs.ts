/** The programs that ask for a line in a window, with their arguments. Pure. */
import type { Environment } from '../model/environment.ts'
import { printable } from '../text/printable.ts'

export type Dialog = {
  readonly argv: readonly [program: string, ...args: string[]]
  readonly variables?: Readonly<Record<string, string>>
}

/** The first that is there is taken; none where nobody would see a window. */
export function dialogsFor(
  platform: string,
  env: Environment,
  title: string,
  lines: readonly string[],
): readonly Dialog[] {
  const text = lines.map(plain).join('\n')
  if (platform === 'darwin')
    return [{ argv: ['osascript', ...APPLE_SCRIPT.flatMap(line => ['-e', line]), text, title] }]
  if (platform === 'win32') {
    const argv = ['powershell.exe', '-NoProfile', '-NonInteractive', '-STA', '-Command', POWERSHELL] as const
    return [{ argv, variables: { WINDOW_TEXT: text, WINDOW_TITLE: title } }]
  }
  if (!env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return []
  const zenity: Dialog = { argv: ['zenity', '--entry', `--title=${title}`, `--text=${forZenity(text)}`, '--width=480'] }
  const kdialog: Dialog = { argv: ['kdialog', '--title', title, '--inputbox', text, ''] }
  return /(?:^|:)KDE(?:$|:)/.test(env['XDG_CURRENT_DESKTOP'] ?? '') ? [kdialog, zenity] : [zenity, kdialog]
}

/** What no toolkit takes for markup, an entity or a mnemonic: Qt guesses, and GTK's label depends on its version. */
function plain(line: string): string {
  return printable(line).replace(/[<>&]/g, '?')
}

/** zenity reads `\n` and the like in a text, and GTK underlines the letter behind a single `_`. */
function forZenity(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('_', '__')
}

/** "Cancel" is an error of osascript. */
const APPLE_SCRIPT = [
  'on run argv',
  'set answer to display dialog (item 1 of argv) default answer "" with title (item 2 of argv) giving up after 60',
  'if gave up of answer then error number -128',
  'return text returned of answer',
  'end run',
] as const

const POWERSHELL =
  'Add-Type -AssemblyName Microsoft.VisualBasic; [Microsoft.VisualBasic.Interaction]::InputBox($env:WINDOW_TEXT, $env:WINDOW_TITLE)'
