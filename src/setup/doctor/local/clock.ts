import { serverTime } from '../../../aws/server-time.ts'
import type { Context } from '../../../context/context.ts'
import { configurationOf } from '../../../credentials/environment/configuration.ts'
import { networkInShell } from '../../../credentials/session/network.ts'
import { AwsenvError } from '../../../errors.ts'
import { duration } from '../../../model/duration.ts'
import { type Check, failure, known, skipped, warning, words } from '../../finding.ts'

/** How far this clock is off AWS's: AWS refuses a signature that is 15 minutes off. */
export const clock: Check<Context> = {
  name: 'clock',
  ok: "this machine's clock is AWS's",
  async find(context) {
    let offset: number
    try {
      const network = networkInShell(context, configurationOf(context))
      offset = ((await serverTime(context.transport, network)) - context.now()) / 1000
    } catch (error) {
      if (!(error instanceof AwsenvError)) throw error
      return [skipped(words`AWS could not be asked for the time: ${error.message}`, error.hint)]
    }
    const off = Math.abs(offset)
    const state = known(`${duration(Math.round(off / 60) * 60)} ${offset > 0 ? 'behind' : 'ahead of'}`)
    if (off > REFUSED) return [failure(words`this machine's clock is ${state} AWS's, which refuses that`, MEND)]
    if (off > NOTABLE) return [warning(words`this machine's clock is ${state} AWS's, which refuses 15 minutes`, MEND)]
    return []
  },
}

/** In seconds. */
const REFUSED = 14 * 60
const NOTABLE = 4 * 60

const MEND =
  'set the clock: sudo timedatectl set-ntp true (Linux), sudo sntp -sS time.apple.com (macOS), w32tm /resync (Windows)'
