/** The role whose credentials this shell's environment has, whoever put them there. */

import type { Network } from '../../aws/client/network.ts'
import { getCallerIdentity } from '../../aws/sts.ts'
import type { Context } from '../../context/context.ts'
import { AwsenvError, ExitCode } from '../../errors.ts'
import { parsePrincipalArn } from '../../model/arn.ts'
import type { AccessKey } from '../../model/credentials.ts'
import { clockTime } from '../../model/duration.ts'
import { configurationOf, regionIn } from '../environment/configuration.ts'
import { networkInShell } from './network.ts'

export type ShellRole = {
  readonly accessKey: Required<AccessKey>
  readonly partition: string
  readonly accountId: string
  readonly roleName: string
  readonly region: string | undefined
  readonly network: Network
  /** What the prompt calls it; undefined where awsenv didn't put it there. */
  readonly label: string | undefined
  /** In epoch seconds, if known. */
  readonly expiration: number | undefined
}

/** @throws AwsenvError if there is none: no credentials, a user's key or login, or an expired session */
export async function shellRole(context: Context): Promise<ShellRole> {
  const configuration = configurationOf(context)
  const { credentials, claim } = configuration
  const { role: label, roleArn } = claim ?? {}
  const expiration = claim?.expires
  if (credentials?.method !== 'env' || credentials.accessKey === undefined) {
    throw new AwsenvError('there is no role in this shell', { hint: HINT, exitCode: ExitCode.noSession })
  }
  if (expiration !== undefined && expiration <= context.now() / 1000) {
    throw new AwsenvError(`the session of "${claim?.label}" expired at ${clockTime(expiration, context.now())}`, {
      hint: `assume the role again, or name it: ${CALL}`,
      exitCode: ExitCode.noSession,
    })
  }
  const { secretAccessKey, sessionToken, accessKeyId } = credentials.accessKey
  if (sessionToken === undefined) throw noRole('a long-term key')
  // The environment can claim anything, and a login looks like a role. Only AWS knows.
  const claimed = roleArn?.split(':')[1]
  const network = networkInShell(context, configuration, claimed)
  const caller = { accessKey: credentials.accessKey, network }
  const { arn, accountId } = await getCallerIdentity(context.transport, caller)
  const roleName = /:assumed-role\/([^/]+)\//.exec(arn)?.[1] ?? /:federated-user\/(.+)$/.exec(arn)?.[1]
  if (roleName === undefined) throw noRole(`a login (GetSessionToken) of "${parsePrincipalArn(arn)?.name ?? arn}"`)
  return {
    accessKey: { accessKeyId, secretAccessKey, sessionToken },
    partition: arn.split(':')[1] ?? 'aws',
    ...{ accountId, roleName, label, expiration },
    region: regionIn(configuration),
    network,
  }
}

function noRole(what: string): AwsenvError {
  return new AwsenvError(`this shell has the credentials of ${what}, which AWS's console doesn't accept`, {
    hint: `the console needs a role: ${CALL}`,
  })
}

const CALL = 'awsenv console ACCOUNT ROLE, or the name of a profile or an alias'
const HINT = `name one: ${CALL}`
