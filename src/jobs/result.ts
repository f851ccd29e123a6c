/** What became of a command in one account and region, in words. Pure. */
import { printedTable } from '../terminal/table.ts'

/** A command in one account and region, by the names that the user reads. */
export type JobName = {
  /** The alias, the profile, or `ReadOnly@production`: the prompt's name for the role. */
  readonly target: string
  readonly account: string | undefined
  readonly region: string | undefined
  /** The region, if the target alone doesn't tell the command from others. */
  readonly shownRegion?: string | undefined
}

export type JobResult =
  | { readonly kind: 'exit'; readonly exitCode: number; readonly seconds: number }
  | { readonly kind: 'signal'; readonly signal: string; readonly seconds: number }
  | { readonly kind: 'not run'; readonly why: string }

export type Finished = JobName & { readonly result: JobResult }

/** Where there are several regions, with its own. */
export function nameOf({ target, shownRegion }: JobName): string {
  return shownRegion === undefined ? target : `${target} ${shownRegion}`
}

export function isDone(result: JobResult): boolean {
  return result.kind === 'exit' && result.exitCode === 0
}

/** `done`, `exit code 3`, `ended by SIGKILL`, `not run: …`. */
export function shownResult(result: JobResult): string {
  if (result.kind === 'exit') return result.exitCode === 0 ? 'done' : `exit code ${result.exitCode}`
  return result.kind === 'signal' ? `ended by ${result.signal}` : `not run: ${result.why}`
}

/** The results one below the other; a region only where there is one. */
export function resultTable(all: readonly Finished[]): string {
  const hasRegion = all.some(({ region }) => region !== undefined)
  const row = (target: string, account: string, region: string, time: string, result: string) =>
    hasRegion ? [target, account, region, time, result] : [target, account, time, result]
  return printedTable([
    row('target', 'account', 'region', 'time', 'result'),
    ...all.map(({ target, account = '', region = '', result }) =>
      row(target, account, region, shownTime(result), shownResult(result)),
    ),
  ])
}

/** `18 of 20 done, 1 failed, 1 not run`. */
export function tally(results: readonly JobResult[], all = results.length): string {
  const done = results.filter(isDone).length
  const unrun = results.filter(({ kind }) => kind === 'not run').length
  const failed = results.length - done - unrun
  const parts = [`${done} of ${all} done`, failed > 0 && `${failed} failed`, unrun > 0 && `${unrun} not run`]
  return parts.filter(Boolean).join(', ')
}

function shownTime(result: JobResult): string {
  if (result.kind === 'not run') return ''
  const { seconds } = result
  return seconds < 60 ? `${seconds.toFixed(1)}s` : `${Math.floor(seconds / 60)}m ${Math.floor(seconds % 60)}s`
}
