import { accountIdOf } from '../caller.ts'
import { accessDenied, validationError } from '../errors.ts'
import { validate } from '../validation.ts'
import type { Action } from './action.ts'

/** The account of any key that the sandbox knows, whoever asks. */
export const getAccessKeyInfo: Action = ({ world, caller, parameters }) => {
  if (caller.session && caller.identity.kind !== 'role')
    throw accessDenied('Cannot call GetAccessKeyInfo with session credentials')
  validate(parameters, { AccessKeyId: { required: true, min: 16, max: 128, pattern: /[\w]*/ } })
  const id = parameters['AccessKeyId'] ?? ''
  const accountId = accountIdOf(world, id)
  if (accountId === undefined) throw validationError(`${id} is not a valid access key id`)
  return { Account: accountId }
}
