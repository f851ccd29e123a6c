/** Runs checks, one after the other: some may ask for a passphrase. */
import { AwsenvError } from '../../errors.ts'
import { type Check, type Finding, failure, known, type NamedFinding, ok, skipped, words } from '../finding.ts'

export async function examine<World>(checks: readonly Check<World>[], world: World): Promise<readonly NamedFinding[]> {
  const all: NamedFinding[] = []
  for (const check of checks) {
    const found = await findingsOf(check, world, all)
    const findings = found.length === 0 ? [ok(known(check.ok))] : found
    all.push(...findings.map(finding => ({ check: check.name, ...finding })))
  }
  return all
}

/** What can't be read, or isn't answered, stops the check that needs it, and is a failure once. */
async function findingsOf<World>(
  check: Check<World>,
  world: World,
  before: readonly NamedFinding[],
): Promise<readonly Finding[]> {
  try {
    return await check.find(world)
  } catch (error) {
    if (!(error instanceof AwsenvError)) throw error
    const what = words`${error.message}`
    if (before.some(other => other.what.text === what.text))
      return [skipped(words`for the same reason as before: ${error.message}`)]
    return [failure(what, error.hint ?? '')]
  }
}
