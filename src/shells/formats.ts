/** Credentials as data, for whoever does not evaluate a script. Pure. */

import { AwsenvError, ExitCode } from '../errors.ts'
import type { EnvironmentChange } from '../model/environment.ts'
import { singleQuoted } from './posix.ts'

/** A way to write the variables of a session down. */
export interface Format {
  readonly name: string
  render(variables: Readonly<Record<string, string>>): string
}

/** Every format that `--format` takes: a new one is a line here. */
export const formats: readonly Format[] = [
  { name: 'json', render: variables => `${JSON.stringify(variables, null, 2)}\n` },
  { name: 'process', render: processJson },
  { name: 'dotenv', render: lines((name, value) => `${name}=${doubleQuoted(value)}`) },
  { name: 'export', render: lines((name, value) => `export ${name}=${singleQuoted(value)}`) },
]

export function formatNamed(name: string): Format {
  const format = formats.find(candidate => candidate.name === name)
  if (format !== undefined) return format
  const names = formats.map(candidate => candidate.name).join(', ')
  throw new AwsenvError(`there is no format "${name}"`, { hint: `choose one of: ${names}`, exitCode: ExitCode.misused })
}

/** What a session sets for AWS's tools: without what it removes, and without awsenv's own bookkeeping. */
export function dataOf(change: EnvironmentChange): Readonly<Record<string, string>> {
  const isData = ([name, value]: [string, string | undefined]) => value !== undefined && !/^AWSENV_|^AWSUME_/.test(name)
  return Object.fromEntries(Object.entries(change).filter(isData)) as Record<string, string>
}

/** https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html */
function processJson(variables: Readonly<Record<string, string>>): string {
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

function lines(line: (name: string, value: string) => string): Format['render'] {
  return variables =>
    Object.entries(variables)
      .map(([name, value]) => `${line(name, value)}\n`)
      .join('')
}

/** The values are STS's and checked, or names: none has what the readers of .env files disagree about. */
function doubleQuoted(value: string): string {
  return `"${value.replace(/["\\$`]/g, '\\$&')}"`
}
