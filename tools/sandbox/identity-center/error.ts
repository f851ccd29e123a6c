/** Errors of OIDC (RFC 6749, section 5.2, and RFC 8628, section 3.5) and of the portal, as AWS's JSON services send them. */
import type { Answer } from '../answer.ts'
import type { Refusal } from '../fault.ts'
import { json } from '../json.ts'

export class OidcError extends Error {
  readonly status: number
  readonly code: string
  /** The name of AWS's exception, by which the SDK tells it. */
  readonly type: string

  constructor(status: number, code: string, type: string, message: string) {
    super(message)
    this.status = status
    this.code = code
    this.type = type
  }
}

const of400 = (code: string, type: string) => (message: string) => new OidcError(400, code, type, message)

export const authorizationPending = of400('authorization_pending', 'AuthorizationPendingException')
export const slowDown = of400('slow_down', 'SlowDownException')
export const expiredToken = of400('expired_token', 'ExpiredTokenException')
export const accessDenied = of400('access_denied', 'AccessDeniedException')
export const invalidGrant = of400('invalid_grant', 'InvalidGrantException')
export const invalidRequest = of400('invalid_request', 'InvalidRequestException')
export const unsupportedGrant = of400('unsupported_grant_type', 'UnsupportedGrantTypeException')
export const invalidClient = (message: string) =>
  new OidcError(401, 'invalid_client', 'InvalidClientException', message)

export class PortalError extends Error {
  readonly status: number
  readonly type: string

  constructor(status: number, type: string, message: string) {
    super(message)
    this.status = status
    this.type = type
  }
}

/** The answer to an error; what is no error of the service is a fault of the sandbox, and thrown on. */
export function errorAnswer(error: unknown): Answer {
  if (error instanceof OidcError) {
    const content = { error: error.code, error_description: error.message }
    return { ...json(content, error.status, { 'x-amzn-errortype': error.type }), code: error.type }
  }
  if (error instanceof PortalError) {
    const content = { __type: error.type, message: error.message }
    return { ...json(content, error.status, { 'x-amzn-errortype': error.type }), code: error.type }
  }
  throw error
}

/** A refusal that a test has ordered. */
export function centerRefusal({ status, code, message }: Refusal): Answer {
  const content = { __type: code, error: code, message, error_description: message }
  return { ...json(content, status, { 'x-amzn-errortype': code }), code }
}
