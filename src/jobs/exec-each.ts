/** `exec --each`: from its options to the commands that run. */
import type { RoleSession } from '../command-line/role-command.ts'
import type { Context } from '../context/context.ts'
import { ROLE_DURATION } from '../credentials/session/assume-role.ts'
import type { SessionRequest } from '../credentials/session/request.ts'
import type { Target } from '../credentials/target/found.ts'
import type { Selected } from '../credentials/target/selection.ts'
import { misused } from '../errors.ts'
import { programNamed } from '../process/find-program.ts'
import type { ProgramCall } from '../process/host.ts'
import { refuseBrokenBytes } from '../process/program.ts'
import { candidatesOf } from './candidates.ts'
import { runEach } from './each.ts'
import { eachOptions, type TypedOptions } from './options.ts'
import { selectedTargets, type TypedTargets } from './selection.ts'

export type EachCall = TypedTargets &
  TypedOptions & {
    readonly call: ProgramCall
    readonly isRenewing: boolean
    readonly request: SessionRequest
    readonly resolve: (selected: Selected) => Promise<Target>
    readonly session: (context: Context, request: SessionRequest, target: Target) => Promise<RoleSession>
  }

export async function execEach(context: Context, each: EachCall): Promise<number> {
  const options = eachOptions(each)
  checkSession(each)
  refuseBrokenBytes(each.call)
  // Before anything is asked.
  if (!context.isWindows) programNamed(each.call[0], context.env)
  const candidates = await candidatesOf(context, await selectedTargets(context, each), each.resolve)
  return runEach(context, { ...each, ...options, candidates })
}

function checkSession({ request: { durationSeconds = 0, region }, regions }: EachCall): void {
  if (durationSeconds > ROLE_DURATION.chained) {
    throw misused(
      "a session of more than an hour needs an MFA code of its own, so --each can't have one for each target",
      'leave --duration out; for what takes longer there is --renewing',
    )
  }
  if (region !== undefined && regions !== undefined)
    throw misused('--region and --regions exclude each other', 'name all regions after --regions')
}
