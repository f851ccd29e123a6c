/**
 * `role_arn` with `web_identity_token_file`: a role for the token that an identity provider writes into a file.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html
 */
import { readFileSync, statSync } from 'node:fs'
import type { Network } from '../../../aws/client/network.ts'
import { assumeRoleWithWebIdentity } from '../../../aws/sts.ts'
import type { Context } from '../../../context/context.ts'
import { AwsenvError, misused } from '../../../errors.ts'
import { fileReason } from '../../../files/read.ts'
import type { Credentials } from '../../../model/credentials.ts'
import { Secret } from '../../../model/secret.ts'
import { isWebIdentity, type Profile } from '../../../profiles/profile.ts'
import { cachedRole } from '../../session/assume-role.ts'
import type { SessionRequest } from '../../session/request.ts'
import { checkLifeLeft, roleParameters } from '../../session/role-parameters.ts'
import type { KeyOnDemand } from './provider.ts'

export const webIdentity: KeyOnDemand = {
  name: 'web_identity_token_file',
  matches: isWebIdentity,
  distinction: (_context, { role_arn = '', web_identity_token_file = '' }) => [role_arn, web_identity_token_file],
  provide: (context, profile, network) =>
    webIdentityRole(context, profile, { mfaStdin: false, isRefresh: false }, network),
}

/** The role itself, cached like any other. */
export async function webIdentityRole(
  context: Context,
  profile: Profile,
  request: SessionRequest,
  network: Network,
): Promise<Credentials> {
  // Like the AWS CLI, ignores options of the profile that AssumeRoleWithWebIdentity doesn't have.
  const { external_id, source_identity, session_tags, transitive_session_tags, ...role } = profile
  const parameters = roleParameters(role, request)
  checkLifeLeft(parameters, request)
  const { roleArn, durationSeconds, policy, policyArns, roleSessionName = 'awsenv', ...rest } = parameters
  if (Object.keys(rest).length > 0) {
    throw misused(
      'a role for a web identity token takes no external id, source identity or session tags',
      'leave those options out: the token itself may carry tags and a source identity',
    )
  }
  const path = profile.web_identity_token_file ?? ''
  const ask = () =>
    assumeRoleWithWebIdentity(
      context.transport,
      network,
      { roleArn, durationSeconds, policy, policyArns, roleSessionName, webIdentityToken: tokenIn(path) },
      { who: `the web identity token in "${path}"` },
    )
  return cachedRole(context, parameters, [webIdentity.name, path], network, ask, request)
}

function tokenIn(path: string): Secret {
  const fail = (why: string, cause?: unknown): never => {
    throw new AwsenvError(`the web identity token in "${path}" can't be used: ${why}`, {
      hint: 'web_identity_token_file (or AWS_WEB_IDENTITY_TOKEN_FILE) names a file with nothing but the token',
      cause,
    })
  }
  let token = ''
  try {
    const stat = statSync(path)
    if (!stat.isFile()) return fail('it is not a file')
    if (stat.size > LONGEST_TOKEN) return fail(`it has more than ${LONGEST_TOKEN} characters`)
    token = readFileSync(path, 'utf8').trim()
  } catch (cause) {
    if (cause instanceof AwsenvError) throw cause
    return fail(fileReason(cause), cause)
  }
  return /^[\x21-\x7e]{4,}$/.test(token) ? new Secret(token) : fail('there is no token in it')
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
const LONGEST_TOKEN = 20_000
