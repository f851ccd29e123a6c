import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'
import { assume, getSessionToken, inSandbox, keysOf, mfaOf, outcome } from './in-sandbox.ts'

const BAD_CODE = 'AccessDenied: MultiFactorAuthentication failed with invalid MFA one time pass code. '
const BAD_SERIAL =
  'AccessDenied: MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.'
const HALF_MFA =
  'AccessDenied: MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.'

describe('GetSessionToken', test => {
  test(
    'gives keys in the shapes of AWS, for twelve hours',
    inSandbox(async (sandbox, { alice }) => {
      const keys = keysOf(await getSessionToken(sandbox, alice))
      assert.match(keys.accessKeyId, /^ASIA[A-Z2-7]{16}$/)
      assert.match(keys.secretAccessKey, /^[A-Za-z0-9+/]{40}$/)
      assert.match(keys.sessionToken ?? '', /^[A-Za-z0-9+/=]{300,}$/)
      assert.ok(Math.abs(keys.expiration - sandbox.clock.now() - 43_200_000) < 60_000)
    }),
  )

  test(
    'takes durations from 900 to 129600 seconds',
    inSandbox(async (sandbox, { alice }) => {
      const ask = (DurationSeconds: number) => getSessionToken(sandbox, alice, { DurationSeconds })
      const lasts = keysOf(await ask(129_600)).expiration - sandbox.clock.now()
      assert.ok(Math.abs(lasts - 129_600_000) < 60_000)
      const text = (value: number, must: string) =>
        `ValidationError: 1 validation error detected: Value '${value}' at 'durationSeconds' failed to satisfy constraint: Member must have value ${must}`
      assert.is(await outcome(ask(60)), text(60, 'greater than or equal to 900'))
      assert.is(await outcome(ask(129_601)), text(129_601, 'less than or equal to 129600'))
    }),
  )

  test(
    'cuts a root user to an hour in silence',
    inSandbox(async (sandbox, { account }) => {
      const root = sandbox.world.addRootUser(sandbox.world.account(account.id))
      const keys = keysOf(await getSessionToken(sandbox, sandbox.world.addKey(root), { DurationSeconds: 43_200 }))
      assert.ok(Math.abs(keys.expiration - sandbox.clock.now() - 3_600_000) < 60_000)
    }),
  )

  test(
    'is not for temporary credentials, neither its own nor a role’s',
    inSandbox(async (sandbox, { alice, roles }) => {
      for (const answer of [await getSessionToken(sandbox, alice), await assume(sandbox, alice, roles.open)])
        assert.is(
          await outcome(getSessionToken(sandbox, keysOf(answer))),
          'AccessDenied: Cannot call GetSessionToken with session credentials',
        )
    }),
  )

  test(
    'wants the serial and the code together, of a device of the caller',
    inSandbox(async (sandbox, { alice, bob, carol }) => {
      const mfa = mfaOf(sandbox, alice.mfaSerial)
      const { SerialNumber, TokenCode } = mfa
      const ask = (input: object, user = alice) => outcome(getSessionToken(sandbox, user, input))
      assert.is(await ask({ SerialNumber }), HALF_MFA)
      assert.is(await ask({ TokenCode }), HALF_MFA)
      assert.is(await ask({ TokenCode, SerialNumber: SerialNumber.replace(':mfa/', ':user/') }), BAD_SERIAL)
      assert.is(await outcome(getSessionToken(sandbox, bob, mfa)), BAD_SERIAL)
      assert.is(await outcome(getSessionToken(sandbox, carol, mfa)), BAD_SERIAL)
      assert.match(
        await ask({ SerialNumber, TokenCode: '12345' }),
        /at 'tokenCode' .* length greater than or equal to 6$/,
      )
      assert.match(await ask({ SerialNumber, TokenCode: '12345a' }), /at 'tokenCode' .* pattern: \[\\d\]\*$/)
      assert.is(await ask(mfa), 'done')
    }),
  )

  test(
    'takes either device of a user who has two, the one of hardware too',
    inSandbox(async (sandbox, { bob }) => {
      assert.equal(bob.mfaSerials, ['arn:aws:iam::123456789012:mfa/bob', 'GAHT12345678'])
      for (const serial of bob.mfaSerials)
        assert.is(await outcome(getSessionToken(sandbox, bob, mfaOf(sandbox, serial))), 'done')
    }),
  )

  test(
    'takes codes of the window and its neighbours, and none further off',
    inSandbox(async (sandbox, { alice }) => {
      const SerialNumber = alice.mfaSerial
      for (const [seconds, expected] of [
        [-60, BAD_CODE],
        [-30, 'done'],
        [30, 'done'],
        [60, BAD_CODE],
      ] as const) {
        sandbox.clock.advance(300)
        const now = sandbox.clock.now()
        sandbox.clock.advance(15 - ((now / 1000) % 30))
        sandbox.clock.advance(seconds)
        const TokenCode = sandbox.mfaCode(SerialNumber)
        sandbox.clock.advance(-seconds)
        assert.is(await outcome(getSessionToken(sandbox, alice, { SerialNumber, TokenCode })), expected, `${seconds} s`)
      }
    }),
  )

  test(
    'takes a code once, whether it was spent here or by AssumeRole',
    inSandbox(async (sandbox, { alice, roles }) => {
      const first = mfaOf(sandbox, alice.mfaSerial)
      assert.is(await outcome(getSessionToken(sandbox, alice, first)), 'done')
      assert.is(await outcome(getSessionToken(sandbox, alice, first)), BAD_CODE)
      assert.is(await outcome(assume(sandbox, alice, roles.admin, first)), BAD_CODE)
      const second = mfaOf(sandbox, alice.mfaSerial)
      assert.is.not(second.TokenCode, first.TokenCode)
      assert.is(await outcome(assume(sandbox, alice, roles.admin, second)), 'done')
      assert.is(await outcome(getSessionToken(sandbox, alice, second)), BAD_CODE)
    }),
  )
})
