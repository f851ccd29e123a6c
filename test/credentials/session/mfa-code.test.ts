import * as assert from 'uvu/assert'
import { AwsFailure } from '../../../src/aws/failure/aws-failure.ts'
import type { Context } from '../../../src/context/context.ts'
import { mfaDigits, withMfaCode } from '../../../src/credentials/session/mfa-code.ts'
import { openSessionVault } from '../../../src/vault/sessions/session-vault.ts'
import { describe, rejects } from '../../support/describe.ts'
import { noKeychain } from '../../support/no-keychain.ts'
import { inBoth } from '../../vault/scratch.ts'

describe('credentials/mfa-code', test => {
  for (const [typed, digits] of [
    ['123456', '123456'],
    ['012345', '012345'],
    [' 123456 ', '123456'],
    ['123 456', '123456'],
    ['123-456', '123456'],
    ['１２３４５６', '123456'],
    ['１２３　４５６', '123456'],
    ['123456\r', '123456'],
  ] as const) {
    test(`${JSON.stringify(typed)} is ${digits}`, () => {
      assert.is(mfaDigits(typed), digits)
    })
  }

  for (const typed of ['', '12345', '1234567', 'abcdef', '12345a', '١٢٣٤٥٦', '1234５', '0x1234', '123456; id']) {
    test(`${JSON.stringify(typed)} is no code`, () => {
      assert.is(mfaDigits(typed), undefined)
    })
  }

  const DEVICE = { serialNumber: 'arn:aws:iam::123456789012:mfa/alice', mfaStdin: false }
  const CODE = '123456'
  /** Processes of one user: each asks the person, who types the same code again and again. */
  const processes = (body: (start: () => { context: Context; said: string[] }) => Promise<void>) =>
    inBoth((directory, shm) =>
      body(() => {
        const said: string[] = []
        const say = (message: string) => void said.push(message)
        const uid = process.getuid?.()
        const place = { directory, shm, uid, env: {}, keychain: () => noKeychain, now: Date.now, warn: say }
        const terminal = { isPresent: () => true, ask: () => CODE }
        const context = { vault: openSessionVault(place), env: {}, now: Date.now, say, terminal }
        return { context: context as unknown as Context, said }
      }),
    )

  test('1.7 a code counts as sent before it is sent: whatever ends the process then, no other one sends it', () =>
    processes(async start => {
      let sent = 0
      await withMfaCode(start().context, DEVICE, async ({ tokenCode }) => {
        sent++
        assert.is(tokenCode, CODE)
        const { context, said } = start()
        await rejects(withMfaCode(context, DEVICE, assert.unreachable as never), /was used already/)
        assert.match(said[0] ?? '', 'this code was used already')
      })
      assert.is(sent, 1)
      const other = { ...DEVICE, serialNumber: 'arn:aws:iam::123456789012:mfa/other' }
      assert.is(await withMfaCode(start().context, other, async () => 'sent'), 'sent')
    }))

  for (const [kind, isSpent] of [
    ['unsent', false],
    ['clock', false],
    ['other', true],
  ] as const) {
    test(`1.7 after the failure "${kind}" the same code can${isSpent ? "'t" : ''} be sent again`, () =>
      processes(async start => {
        const failing = withMfaCode(start().context, DEVICE, async () => {
          throw new AwsFailure(kind, 'it failed', {})
        })
        await rejects(failing, /it failed/)
        const again = withMfaCode(start().context, DEVICE, async () => 'sent')
        if (isSpent) await rejects(again, /was used already/)
        else assert.is(await again, 'sent')
      }))
  }
})
