/** Hostile values in awsenv's own variables, as files that a shell reads: one process goes through all of them. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Shell } from '../../src/shells/shell.ts'

export type HostileCase = { readonly variable: string; readonly value: string }

/** What would run leaves a file PWNED behind; what would be taken for a terminal's own would show; and the rest is no value at all. */
export const attacks: readonly string[] = [
  `'; touch PWNED; ' $(touch PWNED) \`touch PWNED\` "; touch PWNED; " (touch PWNED) | touch PWNED #`,
  'a[$(touch PWNED)]',
  '* ? [a-z] ~root %s %n \\n \x1b]0;t\x07\x1b[31m\r\n\u202e\u2018; touch PWNED; \u2019',
  '9'.repeat(100_000),
  '-1',
]

/** Writes the cases below a directory of their own, and gives its path. */
export function writeCases(directory: string, cases: readonly HostileCase[]): string {
  const folder = join(directory, 'cases')
  mkdirSync(folder)
  for (const [at, { variable, value }] of cases.entries()) {
    writeFileSync(join(folder, `${at}.name`), `${variable}\n`)
    writeFileSync(join(folder, `${at}.value`), value)
  }
  return folder
}

/** A function `case_is N` that exports the variable of that case. It is called a thousand times: with no process, where a shell can. */
export function caseFunction({ name }: Shell, folder: string): string {
  switch (name) {
    case 'fish':
      return `function case_is
        read -l name <'${folder}'/$argv[1].name
        set -gx $name (string collect -N <'${folder}'/$argv[1].value)
      end`
    case 'powershell':
      return `function global:case_is($n) {
        $name = [IO.File]::ReadAllText("${folder}/$n.name").Trim()
        Set-Item -LiteralPath "Env:$name" -Value ([IO.File]::ReadAllText("${folder}/$n.value"))
      }`
    case 'bash':
      return `case_is() {
        read -r case_name <'${folder}/'$1.name
        IFS= read -r -d '' case_value <'${folder}/'$1.value || :
        export "$case_name=$case_value"
      }`
    case 'zsh':
      return `zmodload zsh/mapfile
      case_is() {
        read -r case_name <'${folder}/'$1.name
        case_file='${folder}/'$1.value
        export "$case_name=\${mapfile[$case_file]-}"
      }`
    default:
      return `case_is() {
        read -r case_name <'${folder}/'$1.name
        case_value=$(cat '${folder}/'$1.value; printf x)
        export "$case_name=\${case_value%x}"
      }`
  }
}
