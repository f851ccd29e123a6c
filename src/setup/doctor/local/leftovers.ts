import type { Context } from '../../../context/context.ts'
import type { Environment } from '../../../model/environment.ts'
import { type Check, type Finding, failure, known, warning, words } from '../../finding.ts'

/** What earlier sessions and other tools left in the environment. */
export const leftovers: Check<Context> = {
  name: 'leftovers',
  ok: 'nothing is left of an earlier session in this shell',
  find: ({ env }) => [...halfKeys(env), ...codeForOneCall(env), ...otherTools(env), ...deadRole(env)],
}

function halfKeys({ AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: token }: Environment) {
  const [present, missing] =
    id && !secret ? ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'] : ['AWS_SECRET_ACCESS_KEY', 'AWS_ACCESS_KEY_ID']
  if (Boolean(id) !== Boolean(secret))
    return [
      failure(words`${known(present)} is set, but not ${known(missing)}: AWS's tools fail at it`, `unset ${present}`),
    ]
  if (!id && token) return [warning(words`AWS_SESSION_TOKEN is set without a key`, 'unset AWS_SESSION_TOKEN')]
  if (id?.startsWith('ASIA') && !token)
    return [
      failure(
        words`the key in this shell is temporary, and its AWS_SESSION_TOKEN is missing`,
        'unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY',
      ),
    ]
  if (id?.startsWith('AKIA') && token)
    return [failure(words`AWS_SESSION_TOKEN stands beside a long-term key, which has none`, 'unset AWS_SESSION_TOKEN')]
  return []
}

/** A code works once: exported, it is sent with every later login, and refused. */
function codeForOneCall(env: Environment): readonly Finding[] {
  if (!env['AWSENV_MFA_CODE']) return []
  const remedy = 'unset AWSENV_MFA_CODE, and give it to one call: AWSENV_MFA_CODE=… awsenv login'
  return [warning(words`AWSENV_MFA_CODE is exported, but a code works once`, remedy)]
}

function otherTools(env: Environment): readonly Finding[] {
  // awsenv itself sets these two with a role.
  const isOurs = env['AWSENV_ROLE'] !== undefined
  return Object.entries(TOOLS).flatMap(([name, tool]) => {
    if (!env[name] || (isOurs && (name === 'AWS_VAULT' || name === 'AWSUME_PROFILE'))) return []
    return [
      warning(
        words`this shell has ${known(name)} from ${known(tool)}: prompts and tools take its session for the present one`,
        `leave the session of ${tool}, or run: unset ${name}`,
      ),
    ]
  })
}

/** Marks that a session leaves, and whose. */
const TOOLS: Readonly<Record<string, string>> = {
  AWS_VAULT: 'aws-vault',
  AWSUME_PROFILE: 'awsume',
  AWSUME_EXPIRATION: 'awsume',
  GRANTED_SSO: 'granted',
  AWS_OKTA_PROFILE: 'aws-okta',
  AWS_SSO_PROFILE: 'aws-sso',
  SAML2AWS_PROFILE: 'saml2aws',
}

/** awsenv's marks, when another program took the credentials away. */
function deadRole({ AWSENV_ROLE: role, AWS_ACCESS_KEY_ID: id }: Environment): readonly Finding[] {
  if (role === undefined || id) return []
  return [warning(words`the prompt shows "${role}", but its key is gone from this shell`, 'awsenv unset')]
}
