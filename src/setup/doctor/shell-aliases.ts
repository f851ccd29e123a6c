import { join } from 'node:path'
import { readBytes } from '../../files/read.ts'
import type { Check } from './finding.ts'

/** Aliases in start-up files: a shell takes one before awsenv's function of that name. */
export const shellAliases: Check = {
  name: 'shell-aliases',
  ok: "no alias in your start-up files stands in awsenv's way",
  find: ({ home }) =>
    FILES.flatMap(file => {
      const path = join(home, file)
      const lines = new TextDecoder().decode(readBytes(path)).split('\n')
      return lines.flatMap((line, index) => {
        const [, name] = ALIAS.exec(line) ?? []
        if (name === undefined) return []
        const hides =
          name === 'awsenv' ? "hides awsenv's hook" : "is another tool's: it changes this shell behind awsenv"
        const what = `the alias "${name}" in "${path}", line ${index + 1}, ${hides}`
        return [{ state: 'warning', what, remedy: 'remove the line, and open a new shell' } as const]
      })
    }),
}

const FILES = ['.bashrc', '.bash_profile', '.bash_aliases', '.profile', '.zshrc', '.zshenv', '.config/fish/config.fish']
const ALIAS = /^\s*alias\s+(?:-\w+\s+)*(awsenv|assume|awsume)(?:=|\s)/
