import * as assert from 'uvu/assert'
import { AwsFailure } from '../../../src/aws/failure/aws-failure.ts'
import { failure } from '../../../src/aws/failure/failure.ts'
import { Secret } from '../../../src/model/secret.ts'
import { describe } from '../../support/describe.ts'

describe('aws/failure', test => {
  const canary = 'CANARYsecret'
  const about = {
    action: 'AssumeRole',
    accessKey: {
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      secretAccessKey: new Secret(canary),
      sessionToken: new Secret(canary),
    },
    region: 'eu-central-1',
    roleArn: 'arn:aws:iam::123456789012:role/Admin',
    clockOffset: 0,
  }
  const told = (name: string, message: string, more: object = {}) => {
    const error = failure(Object.assign(new Error(message), { name }), { ...about, ...more }) as AwsFailure
    assert.instance(error, AwsFailure)
    assert.ok(error.hint, 'it says what to do next')
    assert.not.match(`${error.message} ${error.hint}`, canary)
    return error
  }

  // AWS's texts are in refusals.ts; here, the other spellings of their codes, and what has no text.
  for (const [name, message, said, hint] of [
    [
      'InvalidClientTokenIdException',
      'The security token included in the request is invalid.',
      'does not know the key',
      'deactivated',
    ],
    ['ThrottlingException', 'Rate exceeded', 'throttling', 'wait'],
    ['TooManyRequestsException', 'Rate exceeded', 'throttling', 'wait'],
    ['PackedPolicyTooLargeException', 'Packed size of session tags consumes 142%', 'too large together', '142%'],
    [
      'MalformedPolicyDocumentException',
      'Syntax errors in policy.',
      "can't make sense of the session policy",
      'Statement',
    ],
    [
      'ValidationException',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
      'as long as',
      'less',
    ],
    ['UnknownError', '', 'failed', '--debug'],
  ] as const) {
    test(`${name}: ${message.slice(0, 70)}`, () => {
      const error = told(name, message)
      assert.match(error.message, said)
      assert.match(error.message, `(${name}`)
      assert.match(error.hint ?? '', hint)
    })
  }

  test("a refused code mentions this machine's clock where it is off, since a program may compute codes from it", () => {
    const refused = (clockOffset: number) =>
      told('AccessDenied', 'MultiFactorAuthentication failed with invalid MFA one time pass code. ', { clockOffset })
        .hint ?? ''
    assert.match(refused(-45_000), "this machine's clock is 45s ahead of AWS's")
    assert.match(refused(300_000), "this machine's clock is 5m behind AWS's")
    assert.not.match(refused(5_000), "this machine's clock")
  })

  test('a refused AssumeRole names every cause and claims none', () => {
    const { hint = '' } = told('AccessDenied', 'User: x is not authorized to perform: sts:AssumeRole on resource: y')
    for (const cause of ['does not exist', 'trust policy', 'MFA', '--external-id', "own policy doesn't allow"])
      assert.match(hint, cause)
  })

  test("a refused AssumeRole mentions the login's age, since a role may ask for a recent code", () => {
    const { hint = '' } = told('AccessDenied', 'User: x is not authorized to perform: sts:AssumeRole', {
      sessionAge: 7200,
    })
    assert.match(hint, '2h ago')
    assert.match(hint, 'login --refresh')
  })

  for (const [offset, said] of [
    [3_600_000, '1h behind'],
    [-5_400_000, '1h 30m ahead of'],
  ] as const) {
    test(`a clock that is off is said with how much: ${said}`, () => {
      const message =
        'Signature expired: 20160609T184512Z is now earlier than 20160610T013008Z (20160610T014508Z - 15 min.)'
      assert.match(told('SignatureDoesNotMatch', message, { clockOffset: offset }).message, said)
      assert.match(told('RequestExpired', 'Request has expired.', { clockOffset: offset }).message, said)
    })
  }

  for (const [code, said, kind] of [
    ['ENOTFOUND', 'has no address', 'unsent'],
    ['EAI_AGAIN', 'has no address', 'unsent'],
    ['ECONNREFUSED', "can't be reached", 'unsent'],
    ['ECONNRESET', 'broke off the connection', 'other'],
    ['ETIMEDOUT', 'did not answer in time', 'other'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate', 'unsent'],
    ['CERT_HAS_EXPIRED', 'certificate', 'unsent'],
  ] as const) {
    test(`${code}: ${said}; the code of an MFA device is ${kind === 'unsent' ? 'not' : 'perhaps'} used up`, () => {
      const error = failure(Object.assign(new Error('x'), { code }), about) as AwsFailure
      assert.match(error.message, said)
      assert.is(error.kind, kind)
    })
  }

  test('the abort of a deadline is told as no answer in time', () => {
    assert.match(told('AbortError', 'Request aborted').message, 'did not answer in time')
    assert.match(told('TimeoutError', 'Connection timed out').message, 'did not answer in time')
  })

  test('what AWS says can not move the cursor', () => {
    const error = told('AccessDenied', '\u001b[2Jgone\r\u202e')
    assert.not.match(`${error.message}${error.hint}`, /[\u001b\r\u202e]/)
  })
})
