/** One command in many accounts and regions: their sessions first, then the commands at once, then a table of the results. */
import type { RoleSession } from '../command-line/role-command.ts'
import type { Context } from '../context/context.ts'
import { confirmRoles } from '../credentials/confirmation.ts'
import { programEnvironment, sayBroken } from '../credentials/environment/program.ts'
import type { SessionRequest } from '../credentials/session/request.ts'
import type { Target } from '../credentials/target/found.ts'
import { AwsenvError, ExitCode } from '../errors.ts'
import { renewingProgram } from '../install/renewing.ts'
import { changed, type Environment } from '../model/environment.ts'
import type { ProgramCall } from '../process/host.ts'
import { Board } from './board.ts'
import { type Candidate, roleOf, withinAnHour } from './candidates.ts'
import { jsonLines } from './json-lines.ts'
import { labelledLines } from './labelled-lines.ts'
import type { EachOptions } from './options.ts'
import { outputFiles } from './output-files.ts'
import { type Progress, progressOn } from './progress.ts'
import type { Reporter } from './reporter.ts'
import { type Finished, isDone, type JobName, nameOf, resultTable, tally } from './result.ts'
import { sessionsOf } from './sessions.ts'

export type Each = EachOptions & {
  readonly candidates: readonly Candidate[]
  readonly call: ProgramCall
  readonly isRenewing: boolean
  readonly request: SessionRequest
  readonly session: (context: Context, request: SessionRequest, target: Target) => Promise<RoleSession>
}

/** A candidate in one region, with its session or the reason why it has none. */
type Row = JobName & { readonly typed: string; readonly got: Got | AwsenvError }
type Got = RoleSession & { readonly target: Target }

/** The exit code: 1 unless every command was done. */
export async function runEach(context: Context, each: Each): Promise<number> {
  const progress = await progressOn(context)
  const rows = await rowsOf(context, each, progress)
  const board = new Board(context, progress, rows, reporters(context, each, rows))
  const removals: (() => void)[] = []
  try {
    const jobs = rows.flatMap((row, index) => {
      if (row.got instanceof AwsenvError) {
        board.notRun(index, row.got.message)
        return []
      }
      const env = environmentOf(context, each, row.got, row.region, removals)
      return [{ call: each.call, env, ...board.followed(index) }]
    })
    if (jobs[0] !== undefined) sayBroken(context, jobs[0].env)
    context.close()
    await context.eraseExpired()
    return await context.runJobs({
      all: jobs,
      atOnce: each.atOnce,
      signalled: signal => board.signalled(signal),
      finish: () => tell(context, rows, board.close()),
    })
  } finally {
    for (const remove of removals) remove()
  }
}

/** All questions are asked here. */
async function rowsOf(context: Context, each: Each, progress: Progress): Promise<readonly Row[]> {
  const { candidates, regions } = each
  const targets = candidates.flatMap(({ target }) => (target instanceof AwsenvError ? [] : [target]))
  const confirmed = await confirmRoles(
    context,
    targets.flatMap(target => roleOf(target) ?? []),
    each.request,
  )
  let count = 0
  const sessions = await sessionsOf(context, targets, progress, async (asking, target) => {
    progress.show(`getting sessions: ${count++} of ${targets.length}`)
    const request = withinAnHour(context, target, { ...each.request, confirmed })
    const role = await each.session(asking, request, target)
    const isCut = request.durationSeconds !== each.request.durationSeconds
    return { ...role, target, words: isCut ? [...role.words, `--duration=${request.durationSeconds}`] : role.words }
  })
  progress.hide()
  return candidates.flatMap(({ typed, target }): readonly Row[] => {
    const got = target instanceof AwsenvError ? target : (sessions[targets.indexOf(target)] as Got | AwsenvError)
    if (!(target instanceof AwsenvError) && !(got instanceof AwsenvError)) {
      const { accountId, region } = got.session
      const name = { target: target.label, account: accountId, typed, got }
      if (regions.length === 0) return [{ ...name, region }]
      return regions.map(one => ({ ...name, region: one, shownRegion: one }))
    }
    if (got instanceof AwsenvError) context.say(`${typed}: ${got.message}${got.hint ? ` (${got.hint})` : ''}`)
    const account = target instanceof AwsenvError ? undefined : roleOf(target)?.accountId
    const label = target instanceof AwsenvError ? typed : target.label
    return [{ target: label, account, region: undefined, typed, got }]
  })
}

function environmentOf(
  context: Context,
  { isRenewing }: Each,
  { session, target, words }: Got,
  region: string | undefined,
  removals: (() => void)[],
): Environment {
  const env = programEnvironment(context, { ...session, region })
  if (!isRenewing) return env
  const { change, remove } = renewingProgram(context, target, words, region)
  removals.push(remove)
  return changed(env, change)
}

function reporters(context: Context, { form }: Each, rows: readonly Row[]): (index: number) => Reporter {
  if (form === 'json') return jsonLines(context, rows)
  if (form !== 'lines') return outputFiles(form.folder, rows.map(nameOf))
  const colourOf = ({ got }: Row) => (got instanceof AwsenvError ? undefined : got.session.colour)
  return labelledLines(
    context,
    rows.map(row => ({ name: nameOf(row), colour: colourOf(row) })),
  )
}

function tell(context: Context, rows: readonly Row[], results: readonly Finished[]): number {
  const failed = rows.filter((_, index) => !isDone((results[index] as Finished).result))
  context.stderr.write(resultTable(results))
  context.say(tally(results.map(({ result }) => result)))
  if (failed.length === 0) return ExitCode.done
  const again = [...new Set(failed.map(({ typed }) => typed))].join(',')
  context.say(`hint: the others again: --each '${again}'`)
  return ExitCode.failed
}
