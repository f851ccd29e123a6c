/** A local STS, and the little of IAM that awsenv calls, for the tests and the demo. Nothing of it is in the binary. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Clock, movableClock } from './clock.ts'
import { type FaultOrder, Faults } from './fault.ts'
import { mfaCode, nextMfaCode } from './mfa-code.ts'
import type { LoggedRequest } from './request-log.ts'
import { respond } from './respond.ts'
import { World } from './world.ts'

export type Sandbox = {
  /** `http://127.0.0.1:PORT`, for STS and IAM alike. */
  readonly url: string
  readonly clock: Clock
  readonly world: World
  /** Every call so far, in the order of arrival. */
  readonly requests: readonly LoggedRequest[]
  count(action: string): number
  /** The code that the device shows now, by the sandbox's clock. */
  mfaCode(serialNumber: string): string
  /** A code that STS would take; the sandbox's clock moves on to the next window if there is none, so nobody waits. */
  nextMfaCode(serialNumber: string): string
  fail(order: FaultOrder): void
  recover(): void
  close(): Promise<void>
}

/** Starts one on a free port (or `port`) of the loopback, with nobody in it: see demo-world.ts. */
export async function startSandbox({
  now = Date.now,
  port = 0,
}: {
  now?: () => number
  port?: number
} = {}): Promise<Sandbox> {
  const clock = movableClock(now)
  const world = new World(clock.now)
  const faults = new Faults()
  const requests: LoggedRequest[] = []
  const closing = new AbortController()
  const server = createServer((request, response) => {
    respond({ clock, world, faults, requests, signal: closing.signal }, request, response).catch(error => {
      response.destroy()
      if (!closing.signal.aborted && !request.errored) throw error
    })
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    clock,
    world,
    requests,
    count: action => requests.filter(request => request.action === action).length,
    mfaCode: serialNumber => mfaCode(world, clock, serialNumber),
    nextMfaCode: serialNumber => nextMfaCode(world, clock, serialNumber),
    fail: order => faults.add(order),
    recover: () => faults.clear(),
    close: () =>
      new Promise(resolve => {
        closing.abort()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
