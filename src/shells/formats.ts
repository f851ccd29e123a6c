/** Credentials as data, for programs that don't evaluate a script. Pure. */

import { AwsenvError, ExitCode } from '../errors.ts'
import type { EnvironmentChange } from '../model/environment.ts'
import { singleQuoted } from './posix.ts'
import type { Writer } from './shell.ts'

/** All formats of `--format`. */
export const formats: readonly Writer[] = [
  format('json', variables => `${JSON.stringify(variables, null, 2)}\n`),
  format('process', processJson),
  format(
    'dotenv',
    lines((name, value) => `${name}=${doubleQuoted(value)}`),
  ),
  format(
    'export',
    lines((name, value) => `export ${name}=${singleQuoted(value)}`),
  ),
]

export function formatNamed(name: string): Writer {
  const format = formats.find(candidate => candidate.name === name)
  if (format !== undefined) return format
  const names = formats.map(candidate => candidate.name).join(', ')
  throw new AwsenvError(`there is no format "${name}"`, { hint: `choose one of: ${names}`, exitCode: ExitCode.misused })
}

type Variables = Readonly<Record<string, string>>

function format(name: string, written: (variables: Variables) => string): Writer {
  return { name, render: change => written(dataOf(change)) }
}

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

function lines(line: (name: string, value: string) => string): (variables: Variables) => string {
  return variables =>
    Object.entries(variables)
      .map(([name, value]) => `${line(name, value)}\n`)
      .join('')
}

/** All values are checked ones of STS, or names: none has characters that readers of .env files disagree about. */
function doubleQuoted(value: string): string {
  return `"${value.replace(/["\\$`]/g, '\\$&')}"`
}
