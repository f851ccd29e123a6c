/** The metadata services of an EC2 instance (version 2 alone) and of a container, at the sandbox's own address. */
import { randomBytes } from 'node:crypto'
import { type Answer, lieAbout } from './answer.ts'
import { same } from './caller.ts'
import type { Lie } from './fault.ts'
import type { Role } from './identity.ts'
import { credentialsOf, issueSession, timestamp } from './session.ts'
import type { World } from './world.ts'

/** Where this machine's roles come from; a test sets what it wants to be there. */
export type Metadata = {
  instanceRole?: Role
  /** The tokens that the instance's service has given out. */
  readonly tokens: Set<string>
  container?: { readonly role: Role; readonly authorizationToken: string }
}

export type MetadataRequest = {
  readonly action: 'MetadataToken' | 'MetadataRole' | 'MetadataCredentials' | 'ContainerCredentials'
  readonly roleName: string
  readonly headers: Readonly<Record<string, string>>
}

/** The path of a container's credentials. */
export const CONTAINER_PATH = '/v2/credentials/4c1b'

/** undefined for what is no such request. */
export function metadataRequest(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
): MetadataRequest | undefined {
  const request = (action: MetadataRequest['action'], roleName = '') => ({ action, roleName, headers })
  if (method === 'PUT' && path === '/latest/api/token') return request('MetadataToken')
  if (method === 'GET' && path === CONTAINER_PATH) return request('ContainerCredentials')
  const [, roleName] = /^\/latest\/meta-data\/iam\/security-credentials\/(.*)$/.exec(path) ?? []
  if (method !== 'GET' || roleName === undefined) return undefined
  return request(roleName === '' ? 'MetadataRole' : 'MetadataCredentials', roleName)
}

export function metadataAnswer(world: World, request: MetadataRequest, now: number, lie: Lie = {}): Answer {
  const { metadata } = world
  const { action, headers, roleName } = request
  if (action === 'ContainerCredentials') {
    const { container } = metadata
    if (!container) return plain(404, 'Not Found')
    if (!same(container.authorizationToken, headers['authorization'] ?? ''))
      return json(403, { Code: 'AccessDenied', Message: `not with ${headers['authorization']}` })
    return json(200, lieAbout(credentials(world, container.role, now), lie))
  }
  if (action === 'MetadataToken') {
    if (!/^\d+$/.test(headers['x-aws-ec2-metadata-token-ttl-seconds'] ?? '')) return plain(400, 'Bad Request')
    const token = randomBytes(42).toString('base64')
    metadata.tokens.add(token)
    return plain(200, token)
  }
  if (!metadata.tokens.has(headers['x-aws-ec2-metadata-token'] ?? '')) return plain(401, 'Unauthorized')
  const { instanceRole: role } = metadata
  if (!role || (action === 'MetadataCredentials' && roleName !== role.name)) return plain(404, 'Not Found')
  if (action === 'MetadataRole') return plain(200, role.name)
  const fixed = { Code: 'Success', LastUpdated: timestamp(now), Type: 'AWS-HMAC' }
  return json(200, lieAbout({ ...fixed, ...credentials(world, role, now) }, lie))
}

/** Six hours, as both services give; the name is the instance's. */
function credentials(world: World, role: Role, now: number) {
  const session = issueSession(world, now, 21_600, { identity: role, roleSessionName: 'i-0123456789abcdef0' })
  const { SessionToken: Token, ...key } = credentialsOf(session)
  return { ...key, Token }
}

function plain(status: number, body: string): Answer {
  return { status, contentType: 'text/plain', body }
}

function json(status: number, body: unknown): Answer {
  return { status, contentType: 'application/json', body: JSON.stringify(body, null, 2) }
}
