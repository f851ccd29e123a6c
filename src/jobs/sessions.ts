/** The sessions of many targets, with one question at most for those that start from the same key or sign-in. */
import type { Context } from '../context/context.ts'
import { withReplaced } from '../context/unattended.ts'
import { inParallel } from '../credentials/identity-center/pace.ts'
import type { Target } from '../credentials/target/found.ts'
import { AwsenvError, ExitCode } from '../errors.ts'
import type { Progress } from './progress.ts'

/** `get` gets one of them; what it throws is its target's error. In the order of the targets. */
export async function sessionsOf<T>(
  context: Context,
  targets: readonly Target[],
  progress: Progress,
  get: (context: Context, target: Target) => Promise<T>,
): Promise<readonly (T | AwsenvError)[]> {
  const sessions = new Map<Target, T | AwsenvError>()
  for (const group of Map.groupBy(targets, beginningOf).values()) {
    const patient = askingOnce(context, progress)
    const getOne = async (target: Target) => {
      const session = await get(patient.context, target).catch(ownError)
      if (session instanceof AwsenvError) patient.failed()
      sessions.set(target, session)
    }
    const [first, ...others] = group
    // It logs in for the others.
    if (first !== undefined) await getOne(first)
    await inParallel(others, getOne)
  }
  return targets.map(target => sessions.get(target) as T | AwsenvError)
}

/** What a login or a sign-in is for. */
function beginningOf({ source: { base, cacheKey } }: Target): string {
  const { sso_session, sso_start_url, login_session } = base
  return sso_session ?? sso_start_url ?? login_session ?? cacheKey
}

/** The same context. Once something has failed after a question, the next question is an error instead. */
function askingOnce(context: Context, progress: Progress): { readonly context: Context; failed(): void } {
  let isAsked = false
  let isOver = false
  const once =
    <Args extends unknown[], Result>(ask: (...args: Args) => Result) =>
    (...args: Args): Result => {
      if (isOver)
        throw new AwsenvError("it needs an answer, and awsenv doesn't ask again after a failure", {
          exitCode: ExitCode.cannotAsk,
        })
      isAsked = true
      return progress.asking(() => ask(...args))
    }
  const { terminal, browser } = context
  return {
    context: withReplaced(context, {
      terminal: {
        ...terminal,
        ask: once(question => terminal.ask(question)),
        askHidden: once(question => terminal.askHidden(question)),
        pick: once((question, offer) => terminal.pick(question, offer)) as typeof terminal.pick,
      },
      browser: {
        get absence() {
          return browser.absence
        },
        open: once((url, command) => browser.open(url, command)),
      },
      say(line) {
        progress.hide()
        context.say(line)
      },
      runCommandLine: once((line, options) => context.runCommandLine(line, options)),
    }),
    failed() {
      isOver ||= isAsked
    },
  }
}

function ownError(error: unknown): AwsenvError {
  if (error instanceof AwsenvError) return error
  throw error
}
