/**
 * `credential_source = Ec2InstanceMetadata`: the role of the EC2 instance, from version 2 of its metadata service.
 * Version 1 is never used: it gives the key to anything that can be made to fetch a URL. The SDK's provider falls back
 * to it without a token, reads the shared files by itself, and prolongs an expired key.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html
 */
import { isOn } from '../../../aws/client/network.ts'
import { askMetadata, type MetadataRequest } from '../../../aws/metadata.ts'
import type { Context } from '../../../context/context.ts'
import { AwsenvError } from '../../../errors.ts'
import type { Environment } from '../../../model/environment.ts'
import { answeredObject, providedKey } from './answered-key.ts'
import type { KeyOnDemand } from './provider.ts'

export const instanceMetadata: KeyOnDemand = {
  name: 'Ec2InstanceMetadata',
  distinction: context => [endpointOf(context.environmentBefore)],
  async provide(context) {
    const env = context.environmentBefore
    if (isOn(env['AWS_EC2_METADATA_DISABLED'])) {
      throw new AwsenvError(
        'the profile takes its key from the EC2 instance metadata, but AWS_EC2_METADATA_DISABLED is set',
        {
          hint: 'unset AWS_EC2_METADATA_DISABLED, or start from another profile: --from PROFILE',
        },
      )
    }
    const ask = (path: string, request: Omit<MetadataRequest, 'url'>) =>
      askService(context, endpointOf(env) + path, request)
    const token = await ask('/latest/api/token', { method: 'PUT', headers: { [`${TOKEN}-ttl-seconds`]: '60' } })
    if (!/^[\x21-\x7e]{1,1024}$/.test(token)) return refuse('the token of the metadata service is malformed')
    const headers = { [TOKEN]: token }
    const roleName = await ask(ROLES, { headers })
    if (!/^[\w+=,.@-]{1,64}$/.test(roleName)) return refuse("the name of the instance's role is malformed")
    const { Code, Token: SessionToken, ...key } = answeredObject(await ask(ROLES + roleName, { headers }), refuse)
    if (Code !== 'Success') return refuse('its "Code" is not "Success"')
    return providedKey({ ...key, SessionToken }, context.now(), refuse)
  },
}

async function askService(context: Context, url: string, request: Omit<MetadataRequest, 'url'>): Promise<string> {
  const { status, body } = await askMetadata(context.transport, { url, ...request })
  if (status === 200) return body.trim()
  return refuse(`it has status ${status}${status === 404 ? ', which it has where the instance has no role' : ''}`)
}

/** From the variable, else of the configured address family. https://docs.aws.amazon.com/sdkref/latest/guide/feature-imds-credentials.html */
function endpointOf(env: Environment): string {
  const configured = env['AWS_EC2_METADATA_SERVICE_ENDPOINT']
  if (configured) return configured.replace(/\/+$/, '')
  return env['AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE']?.toLowerCase() === 'ipv6'
    ? 'http://[fd00:ec2::254]'
    : 'http://169.254.169.254'
}

function refuse(what: string): never {
  throw new AwsenvError(`the EC2 instance metadata gave an unusable answer: ${what}`, {
    hint: 'does the instance have a role (an instance profile)? If AWS_EC2_METADATA_SERVICE_ENDPOINT is set, check it too',
  })
}

const TOKEN = 'x-aws-ec2-metadata-token'
const ROLES = '/latest/meta-data/iam/security-credentials/'
