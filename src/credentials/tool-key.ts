/** The key that AWS's tools would use in this shell, found as they find it: in their files, never in awsenv's vault. */
import type { Network } from '../aws/client/network.ts'
import type { Context } from '../context/context.ts'
import { withoutQuestions } from '../context/unattended.ts'
import { withoutAwsenv } from '../context/without-awsenv.ts'
import { AwsenvError, ExitCode } from '../errors.ts'
import type { AccessKey } from '../model/credentials.ts'
import { chainOf } from '../profiles/chain.ts'
import { adHocProfile, type Profile } from '../profiles/profile.ts'
import type { ToolCredentials } from './environment/aws-tools.ts'
import { resolveRole } from './resolve.ts'
import { sourceOfProfile } from './source/named.ts'
import { noKey } from './source/no-key.ts'
import { awsLogin } from './source/providers/aws-login.ts'
import { container } from './source/providers/container.ts'
import { credentialProcess } from './source/providers/credential-process.ts'
import { identityCenter } from './source/providers/identity-center.ts'
import { instanceMetadata } from './source/providers/instance-metadata.ts'
import { webIdentity } from './source/providers/web-identity.ts'

/** May ask for an MFA code, as the AWS CLI would. @throws AwsenvError with the reason if there is no such key. */
export async function toolKey(context: Context, found: ToolCredentials, network: Network): Promise<AccessKey> {
  if (found.accessKey !== undefined) return found.accessKey
  const outside = withoutAwsenv(context)
  const profile = found.profile ?? adHocProfile(found.origin, {})
  switch (found.method) {
    case 'assume-role':
      return roleKey(outside, profile)
    case 'assume-role-with-web-identity':
      return webIdentity.provide(outside, profile, network)
    case 'custom-process':
      return credentialProcess.provide(outside, profile, network)
    case 'container-role':
      return container.provide(outside, profile, network)
    case 'iam-role':
      return instanceMetadata.provide(outside, profile, network)
    case 'sso':
      return identityCenter.provide(signedInOnly(outside), profile, network)
    case 'login':
      return awsLogin.provide(signedInOnly(outside), profile, network)
    default:
      throw noKey(profile)
  }
}

/** As AWS's tools: they refresh a token, and open no browser. */
function signedInOnly(context: Context): Context {
  return withoutQuestions(context, () => new AwsenvError('a person has to sign in', { exitCode: ExitCode.cannotAsk }))
}

async function roleKey(context: Context, profile: Profile): Promise<AccessKey> {
  // The AWS CLI would fail here first.
  const base = chainOf(profile, context.profiles).at(-1) as Profile
  const source = await sourceOfProfile(context, profile.name)
  if (source === undefined) throw noKey(base)
  const asked = 'provider' in source && source.provider.signingIn ? signedInOnly(context) : context
  const { credentials } = await resolveRole(asked, source.roles, source, { mfaStdin: false, isRefresh: false })
  return credentials
}
