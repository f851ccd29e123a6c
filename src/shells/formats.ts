/** Credentials as data, for programs that don't evaluate a script. Pure. */

import { misused } from '../errors.ts'
import type { EnvironmentChange } from '../model/environment.ts'
import { singleQuoted } from './posix.ts'
import type { Writer } from './shell.ts'

/** All formats of `--format`. */
export const formats: readonly Writer[] = [
  { name: 'json', render: change => `${JSON.stringify(dataOf(change), null, 2)}\n` },
  { name: 'process', render: change => processJson(dataOf(change)) },
  { name: 'dotenv', render: change => lines(change, (name, value) => `${name}=${doubleQuoted(value)}`) },
  { name: 'export', render: change => lines(change, (name, value) => `export ${name}=${singleQuoted(value)}`) },
]

export function formatNamed(name: string): Writer {
  const format = formats.find(candidate => candidate.name === name)
  if (format !== undefined) return format
  const names = formats.map(candidate => candidate.name).join(', ')
  throw misused(`there is no format "${name}"`, `choose one of: ${names}`)
}

type Variables = Readonly<Record<string, string>>

/** The variables that AWS's tools read, without removals and awsenv's own variables. */
function dataOf(change: EnvironmentChange): Variables {
  const isData = ([name, value]: [string, string | undefined]) => value !== undefined && !/^AWSENV_|^AWSUME_/.test(name)
  return Object.fromEntries(Object.entries(change).filter(isData)) as Variables
}

/** https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html */
function processJson(variables: Variables): string {
  const answer = {
    Version: 1,
    AccessKeyId: variables['AWS_ACCESS_KEY_ID'],
    SecretAccessKey: variables['AWS_SECRET_ACCESS_KEY'],
    SessionToken: variables['AWS_SESSION_TOKEN'],
    Expiration: variables['AWS_CREDENTIAL_EXPIRATION'],
    AccountId: variables['AWS_ACCOUNT_ID'],
  }
  return `${JSON.stringify(answer, null, 2)}\n`
}

function lines(change: EnvironmentChange, line: (name: string, value: string) => string): string {
  return Object.entries(dataOf(change))
    .map(([name, value]) => `${line(name, value)}\n`)
    .join('')
}

/** All values are checked ones of STS, or names: none has characters that readers of .env files disagree about. */
function doubleQuoted(value: string): string {
  return `"${value.replace(/["\\$`]/g, '\\$&')}"`
}
