/** The lines of the files that shells read when they start. */
import { join } from 'node:path'
import { otherText } from './other-text.ts'

export type Line = { readonly path: string; readonly number: number; readonly text: string }

export function startUpLines(home: string): readonly Line[] {
  return FILES.flatMap(file => {
    const path = join(home, file)
    const lines = otherText(path).split('\n')
    return lines.map((text, index) => ({ path, number: index + 1, text }))
  })
}

const FILES = [
  ...['.bashrc', '.bash_profile', '.bash_login', '.bash_aliases', '.profile'],
  ...['.zshrc', '.zshenv', '.zprofile', '.zlogin'],
  join('.config', 'fish', 'config.fish'),
  join('.config', 'powershell', 'profile.ps1'),
  join('.config', 'nushell', 'config.nu'),
  join('.config', 'elvish', 'rc.elv'),
  ...['.xonshrc', join('.config', 'xonsh', 'rc.xsh')],
]
