import type { Context } from '../../../context/context.ts'
import { type Check, type Finding, failure, known, warning, words } from '../../finding.ts'
import { type Line, startUpLines } from './start-up-files.ts'

/** What start-up files do behind awsenv: other tools' aliases, and variables that come back in every new shell. */
export const startUp: Check<Context> = {
  name: 'start-up',
  ok: "nothing in your start-up files stands in awsenv's way",
  find: ({ home }) => startUpLines(home).flatMap(line => [...alias(line), ...variable(line)]),
}

/** A shell takes an alias before awsenv's function of that name. */
function alias({ path, number, text }: Line): readonly Finding[] {
  const [, name = '', rest = ''] = ALIAS.exec(text) ?? []
  if (name === '' || (name === 'aws' && !/--profile\b|AWS_PROFILE=/.test(rest))) return []
  const what = {
    awsenv: words`the alias "${known(name)}" in "${path}", line ${number}, hides awsenv's hook`,
    aws: words`the alias "aws" in "${path}", line ${number}, names a profile: the AWS CLI then doesn't take the role of the shell`,
  }[name]
  const other = words`the alias "${known(name)}" in "${path}", line ${number}, is another tool's: it changes this shell behind awsenv`
  return [warning(what ?? other, 'remove the line, and open a new shell')]
}

const ALIAS = /^\s*alias\s+(?:-\w+\s+)*(awsenv|assume|awsume|aws)(?:=|\s)(.*)/

function variable({ path, number, text }: Line): readonly Finding[] {
  const [, name] = VARIABLE.exec(text) ?? []
  if (name === undefined) return []
  const remedy = 'remove the line, and open a new shell'
  if (/SECRET|TOKEN/.test(name))
    return [
      failure(
        words`${known(name)} stands in plain text in "${path}", line ${number}`,
        `awsenv keys add stores the key safely; then ${remedy}`,
      ),
    ]
  if (/ENDPOINT|CA_BUNDLE|REGION/.test(name)) return []
  return [
    warning(
      words`"${path}", line ${number}, sets ${known(name)} in every new shell, beside the role that awsenv puts there`,
      remedy,
    ),
  ]
}

const VARIABLE =
  /^\s*(?:export\s+|set\s+(?:-\w+\s+)+|\$env:)(AWS_(?:PROFILE|DEFAULT_PROFILE|ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|SECURITY_TOKEN))[=\s]/
