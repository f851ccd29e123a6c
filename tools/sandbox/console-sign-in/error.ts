/** Errors of the sign-in service, in the names of its model. */
import type { Answer } from '../answer.ts'
import { json } from '../json.ts'

export class SignInError extends Error {
  readonly type: string
  readonly error: string

  constructor(type: string, error: string, message: string) {
    super(message)
    this.type = type
    this.error = error
  }
}

export const denied = (error: string, message: string) => new SignInError('AccessDeniedException', error, message)
export const invalid = (message: string) => new SignInError('ValidationException', 'INVALID_REQUEST', message)
export const invalidProof = (what: string) => invalid(`Invalid DPoP proof: ${what}`)

/** The answer to an error; what is no error of the service is a fault of the sandbox, and thrown on. */
export function signInErrorAnswer(error: unknown): Answer {
  if (!(error instanceof SignInError)) throw error
  const { type, error: code, message } = error
  return { ...json({ error: code, message }, 400, { 'x-amzn-errortype': type }), code: type }
}
