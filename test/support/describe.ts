import { type Callback, suite, type Test } from 'uvu'
import * as assert from 'uvu/assert'

/** A suite that can't be forgotten: uvu counts one without `.run()` as "Total: 0" and exits 0. */
export function describe(title: string, body: (test: Test) => void): void {
  const test = suite(title)
  const { skip } = test
  test.skip = (name?: unknown, ...rest: unknown[]) => {
    // uvu only counts them. test/run.ts gathers these lines.
    console.log(`${SKIPPED}${title}: ${name}`)
    return (skip as (...args: unknown[]) => void)(name, ...rest)
  }
  body(test)
  test.run()
}

/** What a line begins with that names a test which is skipped, and why. */
export const SKIPPED = '(skipped) '

/** `assert.throws` for promises, which uvu lacks; gives the error for further looks. */
export async function rejects(promise: Promise<unknown>, pattern: RegExp): Promise<Error> {
  const error = await promise.then(
    () => undefined,
    reason => reason as Error,
  )
  assert.instance(error, Error, 'the promise was fulfilled')
  assert.match(String((error as Error).message), pattern)
  return error as Error
}

/**
 * A test that needs something of the machine (a shell, a server). Where it is missing the test is skipped visibly,
 * or fails when AWSENV_TEST_REQUIRE=all says that nothing may be missing, as in CI.
 */
export function needing(test: Test, what: string, present: boolean): (title: string, body: Callback) => void {
  if (present) return test
  if (process.env['AWSENV_TEST_REQUIRE'] !== 'all') return title => test.skip(`${title} (needs ${what})`)
  return title => test(title, () => assert.unreachable(`this test needs ${what}, and AWSENV_TEST_REQUIRE=all`))
}
