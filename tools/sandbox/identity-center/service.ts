/** The paths of Identity Center, of its pages and of its two services. */
import type { Answer } from '../answer.ts'
import { fieldsIn, json } from '../json.ts'
import type { World } from '../world.ts'
import type { IdentityCenter } from './directory.ts'
import { errorAnswer, PortalError } from './error.ts'
import { createToken, registerClient, startDeviceAuthorization } from './oidc.ts'
import { authorizePage, devicePage } from './pages.ts'
import { admit, getRoleCredentials, listAccountRoles, listAccounts, logout } from './portal.ts'

export type CenterRequest = {
  /** The name of the call, for the log and for faults. */
  readonly action: string
  readonly query: URLSearchParams
  readonly fields: Readonly<Record<string, unknown>>
  readonly token: string
  /** The sandbox's own address. */
  readonly url: string
}

/** undefined for what is no such request. */
export function centerRequest(
  method: string,
  target: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): CenterRequest | undefined {
  const [path = '', query] = target.split('?', 2)
  const action = ACTIONS[`${method} ${path}`]
  if (action === undefined) return undefined
  return {
    action,
    query: new URLSearchParams(query),
    fields: fieldsIn(body),
    token: headers['x-amz-sso_bearer_token'] ?? '',
    url: `http://${headers['host']}`,
  }
}

export function centerAnswer(world: World, request: CenterRequest, now: number): Answer {
  const { identityCenter: center } = world
  try {
    if (center === undefined) throw new PortalError(404, 'ResourceNotFoundException', 'there is no Identity Center')
    return answer(world, center, request, now)
  } catch (error) {
    return errorAnswer(error)
  }
}

function answer(world: World, center: IdentityCenter, request: CenterRequest, now: number): Answer {
  const { action, query, fields, token, url } = request
  if (action === 'DevicePage') return devicePage(center, query, now)
  if (action === 'AuthorizePage') return authorizePage(center, query, now)
  if (action === 'RegisterClient') return json(registerClient(center, fields, url, now))
  if (action === 'StartDeviceAuthorization') return json(startDeviceAuthorization(center, fields, url, now))
  if (action === 'CreateToken') return json(createToken(center, fields, now))
  admit(center, token, now)
  if (action === 'ListAccounts') return json(listAccounts(center, query))
  if (action === 'ListAccountRoles') return json(listAccountRoles(center, query))
  if (action === 'GetRoleCredentials') return json(getRoleCredentials(center, world, query, now))
  logout(center, token)
  return { ...json({}), body: '' }
}

const ACTIONS: Readonly<Record<string, string>> = {
  'GET /device': 'DevicePage',
  'GET /authorize': 'AuthorizePage',
  'POST /client/register': 'RegisterClient',
  'POST /device_authorization': 'StartDeviceAuthorization',
  'POST /token': 'CreateToken',
  'GET /assignment/accounts': 'ListAccounts',
  'GET /assignment/roles': 'ListAccountRoles',
  'GET /federation/credentials': 'GetRoleCredentials',
  'POST /logout': 'Logout',
}
