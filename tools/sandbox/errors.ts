/** What AWS answers instead of a result. Texts are AWS's own, to the blank: clients match on them. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.name = 'ApiError'
    this.status = status
    this.code = code
  }
}

export const accessDenied = (message: string) => new ApiError(403, 'AccessDenied', message)
export const validationError = (message: string) => new ApiError(400, 'ValidationError', message)
export const invalidParameterValue = (message: string) => new ApiError(400, 'InvalidParameterValue', message)
export const signatureDoesNotMatch = (message: string) => new ApiError(403, 'SignatureDoesNotMatch', message)

/** The refusal of IAM's rules. A role that does not exist and one that does not trust the caller read the same. */
export const notAuthorized = (callerArn: string, action: string, resource: string, why = '') =>
  accessDenied(`User: ${callerArn} is not authorized to perform: ${action} on resource: ${resource}${why}`)

export const invalidClientTokenId = () =>
  new ApiError(403, 'InvalidClientTokenId', 'The security token included in the request is invalid.')

export const expiredToken = () =>
  new ApiError(403, 'ExpiredToken', 'The security token included in the request is expired')

export const missingAuthenticationToken = () =>
  new ApiError(403, 'MissingAuthenticationToken', 'Request is missing Authentication Token')

export const incompleteSignature = (message: string) => new ApiError(400, 'IncompleteSignature', message)

export const wrongSignature = () =>
  signatureDoesNotMatch(
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  )

export const regionDisabled = (accountId: string) =>
  new ApiError(
    403,
    'RegionDisabledException',
    `STS is not activated in this region for account:${accountId}. Your account administrator can activate STS in this region using the IAM Console.`,
  )

/** The blank at the end is AWS's. */
export const invalidMfaCode = () =>
  accessDenied('MultiFactorAuthentication failed with invalid MFA one time pass code. ')

/** The two blanks in the middle are AWS's. */
export const invalidMfaSerial = () =>
  accessDenied(
    'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
  )

export const incompleteMfa = () =>
  accessDenied('MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.')
