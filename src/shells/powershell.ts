import { AwsenvError } from '../errors.ts'
import type { EnvironmentChange } from '../model/environment.ts'
import { codeUnit, jsonChange } from './json.ts'
import { checkedEntries, type Shell, type StartUpFile, type User } from './shell.ts'

/** Windows PowerShell 5.1 and PowerShell 7. A pipeline fails if its program fails, whatever that printed. */
export const powershell: Shell = {
  name: 'powershell',
  otherNames: ['pwsh', 'pwsh-preview'],
  reads: [],
  mayRefuse: false,
  render: blockScript,
  // JSON instead of code: PowerShell logs script blocks. ConvertFrom-Json turns a text that looks like a date into one,
  // but not where `=` precedes it.
  renderForHook: change => jsonChange(change, '='),
  failure: () => '',
  quoted: singleQuoted,
  evaluating: call => `${call} | Out-String | Invoke-Expression`,
  hook: {
    extension: 'ps1',
    source: path => `. ${singleQuoted(path)}`,
    sourceIfThere: path => `if (Test-Path -LiteralPath ${singleQuoted(path)}) { . ${singleQuoted(path)} }`,
    extendPath,
    startUpFiles,
  },
}

/** A folder on Windows begins with a drive; no other system has its `;`. */
function extendPath(folder: string): string {
  const separator = /^(?:[A-Za-z]:|\\\\)/.test(folder) ? ';' : ':'
  const quoted = singleQuoted(folder)
  return `if (($env:PATH -split '${separator}') -notcontains ${quoted}) { $env:PATH += '${separator}' + ${quoted} }`
}

/** On Windows, only PowerShell knows where its profile is. */
function startUpFiles({ configHome, isWindows }: User, line: string): readonly StartUpFile[] {
  if (!isWindows) return [{ path: `${configHome}/powershell/profile.ps1` }]
  throw new AwsenvError("PowerShell's start-up file can't be found from outside it", {
    hint: `in PowerShell run: notepad $PROFILE.CurrentUserAllHosts (awsenv's line there is: ${line})`,
  })
}

function singleQuoted(text: string): string {
  return `'${text.replace(/['\u2018-\u201b]/g, '$&$&')}'`
}

/** One script block: a list of statements that was cut would run in part. Only $null removes a variable in every version. */
function blockScript(change: EnvironmentChange): string {
  const entries = checkedEntries(change)
  if (entries.length === 0) return ''
  const statements = entries.map(
    ([name, value]) => `$env:${name}=${value === undefined ? '$null' : `[regex]::Unescape('${escaped(value)}')`}`,
  )
  return `& { ${statements.join('; ')} }\n`
}

/** PowerShell also reads U+2018 to U+201B as single quotes, so none of them appears literally. */
function escaped(text: string): string {
  return text.replace(/[^ -~]|['\\]/g, codeUnit)
}
