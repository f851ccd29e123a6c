import * as assert from 'uvu/assert'
import type { Context } from '../../src/context/context.ts'
import { confirmRole } from '../../src/credentials/confirmation.ts'
import type { SessionRequest } from '../../src/credentials/session/request.ts'
import { parseRoleArn } from '../../src/model/arn.ts'
import { DEFAULTS } from '../../src/settings/settings.ts'
import type { Entry } from '../../src/vault/payload.ts'
import { describe, rejects } from '../support/describe.ts'

describe('credentials/confirmation', test => {
  const [production, staging] = ['123456789012', '210987654321'].map(id => `arn:aws:iam::${id}:role/Admin`) as [
    string,
    string,
  ]

  const desk = (persistent = true) => {
    const entries = new Map<string, Entry>()
    const clock = { seconds: 1_800_000_000 }
    const accounts = { '123456789012': { name: 'production', confirm: true }, '210987654321': { confirm: true } }
    const context = {
      settings: Promise.resolve({ settings: { ...DEFAULTS, accounts } }),
      terminal: { isPresent: () => true, ask: () => 'production' },
      vault: {
        persistent,
        store: undefined,
        get: (name: string) => {
          const entry = entries.get(name)
          return entry !== undefined && entry.expires > clock.seconds ? entry : undefined
        },
        update: async (change: (all: typeof entries) => void) => change(entries),
      },
      now: () => clock.seconds * 1000,
    } as unknown as Context
    const asks = (arn: string, confirmation?: SessionRequest['confirmation']) =>
      confirmRole(context, parseRoleArn(arn), { mfaStdin: false, isRefresh: false, confirmation })
    return { clock, asks }
  }

  test('what is unattended goes by a name that was typed within 15 minutes, for that account alone', async () => {
    const { clock, asks } = desk()
    const refused = await rejects(asks(production, 'recent'), /"production" has not been confirmed within the last 15m/)
    assert.is((refused as Error & { exitCode: number }).exitCode, 75)
    await asks(production)
    await asks(production, 'recent')
    clock.seconds += 899
    await asks(production, 'recent')
    await rejects(asks(staging, 'recent'), /account "210987654321"/)
    clock.seconds += 1
    await rejects(asks(production, 'recent'), /within the last 15m/)
  })

  test('without a session cache it is said that no name that is typed will help', async () => {
    const refused = await rejects(desk(false).asks(production, 'recent'), /within the last 15m/)
    assert.match((refused as Error & { hint: string }).hint, "can't remember the confirmation: use awsenv exec")
  })

  test('to go by it does not make it last longer', async () => {
    const { clock, asks } = desk()
    await asks(production)
    for (const _ of [1, 2]) {
      clock.seconds += 449
      await asks(production, 'recent')
    }
    clock.seconds += 2
    await rejects(asks(production, 'recent'), /within the last 15m/)
  })

  test('a role elsewhere takes none, whatever is wished', async () => {
    const { asks } = desk()
    for (const wish of [undefined, 'yes', 'recent'] as const) await asks('arn:aws:iam::111122223333:role/Admin', wish)
  })
})
