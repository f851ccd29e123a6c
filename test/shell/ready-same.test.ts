/** Whatever a hook answers by itself is what awsenv would have answered, byte for byte. */
import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import * as assert from 'uvu/assert'
import {
  fishShell,
  type HookedShell,
  has,
  hookedShells,
  parseEnvironment,
  powershellShell,
} from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { onReadyStage, type ReadyStage } from '../support/ready-stage.ts'

/** A call, and what the person has done to the environment before it. */
type Step = { readonly call: readonly string[]; readonly set: Readonly<Record<string, string | undefined>> }
type State = readonly [before: Environment, call: readonly string[]]
type Environment = Readonly<Record<string, string | undefined>>

describe('shell: ready, the same as awsenv', test => {
  const steps: fc.Arbitrary<Step> = fc.record({
    call: fc.oneof(
      {
        weight: 4,
        arbitrary: fc.constantFrom(['assume', 'one'], ['assume', 'two'], ['assume', '123456789012', 'Admin']),
      },
      { weight: 2, arbitrary: fc.constant(['assume', '-']) },
      { weight: 1, arbitrary: fc.constantFrom(['unset'], ['assume', 'one', '--region=us-east-1'], ['clear']) },
    ),
    set: fc.oneof(
      { weight: 5, arbitrary: fc.constant({}) },
      {
        weight: 1,
        arbitrary: fc.constantFrom<Step['set']>(
          ...[{ AWS_REGION: 'us-east-1' }, { AWS_REGION: undefined }, { AWS_PROFILE: 'two' }, { AWS_PAGER: 'cat' }],
          ...[{ AWS_SESSION_TOKEN: 'x' }, { AWS_VAULT: '' }, { AWS_ACCESS_KEY_ID: undefined }],
        ),
      },
    ),
  })

  // The first walk: the hook answers all of it, while a random one may end with a `clear`.
  const plain: readonly Step[] = ['one', 'two', '-'].map(target => ({ call: ['assume', target], set: {} }))

  for (const real of [...hookedShells, fishShell, powershellShell]) {
    const { name } = real.shell
    const isSlow = name === 'powershell'
    needing(
      test,
      real.argv[0],
      has(real.argv[0]),
    )(`13.1 ${name}: in random states, and with what came before`, () =>
      onReadyStage(async stage => {
        let answered = 0
        await fc
          .assert(
            fc.asyncProperty(
              fc.array(steps, { minLength: isSlow ? 4 : 10, maxLength: isSlow ? 6 : 14 }),
              async walk => {
                for (const [before, call] of await walked(stage, walk)) {
                  const hook = answer(real, stage, before, call)
                  if (hook === undefined) continue
                  answered++
                  stage.alice.env = { ...before }
                  const { exitCode, stderr } = await stage.alice.inShell(...call)
                  assert.is(exitCode, 0, stderr)
                  assert.equal(hook.environment, awsIn(stage.alice.env), JSON.stringify(call))
                  assert.is(timeless(hook.stderr), timeless(stderr))
                }
              },
            ),
            { examples: [[plain]], numRuns: isSlow ? 2 : 5, endOnFailure: true },
          )
          .catch(error => {
            // uvu shows the message alone, and that is the path to the failure.
            throw new Error(`${error.cause?.message ?? ''} ${error.cause?.details ?? ''}\n${error.message}`)
          })
        assert.ok(answered >= plain.length, `the hook answered ${answered} calls`)
      }),
    )
  }
})

/** The environments that a person comes through, each with the call they make in it. */
async function walked({ alice, env }: ReadyStage, walk: readonly Step[]): Promise<readonly State[]> {
  const states: State[] = []
  alice.env = { ...env }
  for (const { call, set } of walk) {
    for (const [name, value] of Object.entries(set)) {
      if (value === undefined) delete alice.env[name]
      else alice.env[name] = value
    }
    states.push([{ ...alice.env }, call])
    await alice.inShell(...call)
  }
  return states
}

/** What the hook makes of it; undefined where it asks awsenv. */
function answer(real: HookedShell, stage: ReadyStage, before: Environment, call: readonly string[]) {
  const [program, ...flags] = real.argv.filter(word => word !== '-e')
  const isPowershell = real.shell.name === 'powershell'
  const words = call.map(word => `'${word}'`).join(' ')
  const script = isPowershell
    ? `. '${real.hook}'; try { awsenv ${words} } catch { }; & /usr/bin/env -0`
    : `source '${real.hook}'; awsenv ${words}; env -0`
  const { stdout, stderr, status, error } = spawnSync(program as string, [...flags, '-c', script], {
    env: before as Record<string, string>,
    cwd: stage.alice.home,
    encoding: 'utf8',
  })
  assert.ok(stdout.includes('\0'), `${real.shell.name} gives its environment: ${status} ${error} ${stderr}`)
  return stage.asked() > 0 ? undefined : { environment: awsIn(parseEnvironment(stdout)), stderr }
}

function awsIn(environment: Environment): Environment {
  return Object.fromEntries(
    Object.entries(environment)
      .filter(([name]) => /^AWS|^AMAZON/.test(name))
      .sort(),
  )
}

/** Without the minutes, which pass. */
function timeless(said: string): string {
  return said.replace(/\((1h|\d+m)\)\n$/, '(TIME)\n')
}
