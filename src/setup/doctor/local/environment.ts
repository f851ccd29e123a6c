import type { Context } from '../../../context/context.ts'
import { configurationOf, readableProfile } from '../../../credentials/environment/configuration.ts'
import { toolDifferences } from '../../../credentials/environment/tool-differences.ts'
import { isTemporary } from '../../../model/credentials.ts'
import { type Check, type Finding, known, warning, words } from '../../finding.ts'

/** Whether AWS's tools take what this shell exports. */
export const environment: Check<Context> = {
  name: 'environment',
  ok: "AWS's tools agree on what they find in this shell",
  find(context) {
    const { profile, region, credentials, refusal } = configurationOf(context)
    // A shell that has no credentials yet, and asks for none, is as it should be.
    const fault = profile === undefined && credentials === undefined ? undefined : refusal
    const differences = toolDifferences(context.env, profile, region, name => readableProfile(context, name)?.region)
    return [
      ...(fault === undefined ? [] : [warning(words`${fault.message}`, fault.hint ?? '')]),
      ...differences.map(what => warning(words`${what}`, 'awsenv whoami shows where each value comes from')),
      ...defaultKey(context),
    ]
  },
}

/** .NET before version 4 takes [default] of the credentials file before the environment. */
function defaultKey(context: Context): readonly Finding[] {
  const { AWS_ACCESS_KEY_ID: key, AWSENV_ROLE: role } = context.env
  const own = readableProfile(context)?.aws_access_key_id
  if (!key || role === undefined || own === undefined || own === key) return []
  const kind = isTemporary({ accessKeyId: own }) ? known('a session') : known('a key')
  return [
    warning(
      words`[default] in ~/.aws has ${kind}: the AWS SDK for .NET before version 4 takes it, not the role of this shell`,
      'move it out of [default]: awsenv keys import default',
    ),
  ]
}
