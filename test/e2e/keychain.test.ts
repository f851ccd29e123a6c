/** The binary and a real Secret Service: gnome-keyring, on a bus of its own, in a home of its own. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { has } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { onStage, type Stage } from './stage.ts'

type Step = readonly ['get' | 'set' | 'remove', account: string]

describe('e2e: the keychain', suite => {
  const programs = ['dbus-run-session', 'dbus-daemon', 'gnome-keyring-daemon']
  const test = needing(suite, programs.join(', '), programs.every(has))
  const UNLOCKED = 'printf pw | gnome-keyring-daemon --unlock --components=secrets'
  const BUS = 'dbus-send --print-reply=literal --dest=org.freedesktop.DBus / org.freedesktop.DBus'
  const SERVICE = 'string:org.freedesktop.secrets'
  const ITS_PID = `${BUS}.GetConnectionUnixProcessID ${SERVICE} | tr -dc '0-9 ' | sed 's/.* //'`
  const STOPPED = `${UNLOCKED}; ${BUS}.StartServiceByName ${SERVICE} uint32:0; stopped=$(${ITS_PID}); kill -STOP $stopped`
  const LOCKED = 'gnome-keyring-daemon --start --components=secrets'
  // a screen that is none: there is a minute for each answer, and no window
  const screen = { DISPLAY: ':987' }

  const worker = (stage: Stage, steps: readonly Step[]) => {
    const script = join(import.meta.dirname, 'workers/ask-keychain.ts')
    return [process.execPath, script, JSON.stringify({ binary: join(stage.home, 'bin/awsenv'), steps })]
  }
  const outcomes = (stdout: string) => JSON.parse(stdout) as (string | { readonly refused: string })[]
  /** What comes of the steps on a new bus, where `before` has started the keychain; "set" stores "canary". */
  const ask = async (stage: Stage, before: string, steps: readonly Step[], tracer = '') => {
    const script = `{ ${before}; } > /dev/null 2>&1; ${tracer} "$@"; status=$?; \${stopped:+kill -9 $stopped}; exit $status`
    const session = ['dbus-run-session', '--', 'sh', '-c', script, 'sh', ...worker(stage, steps)]
    const { stdout, stderr } = await stage.run(session, { env: screen, input: 'canary' })
    assert.is.not(stdout, '', stderr)
    return outcomes(stdout)
  }
  const refusal = (outcome: string | { readonly refused: string } | undefined) =>
    typeof outcome === 'object' ? outcome.refused : `not refused: ${outcome}`

  test(
    'keeps what it is given, for the next session too, and forgets it',
    onStage(async stage => {
      const steps = [
        ['get', 'one'],
        ['set', 'one'],
        ['get', 'one'],
        ['get', 'other'],
      ] as const
      const first = await ask(stage, UNLOCKED, steps)
      assert.equal(first, ['absent', 'done', 'canary', 'absent'])
      const next = await ask(stage, UNLOCKED, [
        ['get', 'one'],
        ['remove', 'one'],
        ['remove', 'one'],
        ['get', 'one'],
      ])
      assert.equal(next, ['canary', 'done', 'done', 'absent'])
    }),
  )

  test(
    'leaves no file of its own behind: its library never has a name',
    onStage(async stage => {
      await ask(stage, UNLOCKED, [['set', 'one']])
      const left = [stage.home, stage.runtime, stage.cwd].flatMap(root =>
        readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(name => /\.node$|awsenv/.test(name)),
      )
      assert.equal(left.sort(), ['.config/awsenv', '.config/awsenv/config.toml', 'bin/awsenv'])
    }),
  )

  test(
    'is out of reach where it is locked and nobody can unlock it, and where it was never made',
    onStage(async stage => {
      await ask(stage, UNLOCKED, [['set', 'one']])
      const locked = await ask(stage, LOCKED, [
        ['get', 'one'],
        ['set', 'one'],
      ])
      for (const outcome of locked) assert.match(refusal(outcome), /^the keychain refused: /)
    }),
  )

  test(
    'nothing is stored where it has no collection yet and nobody can make one',
    onStage(async stage => {
      const [outcome] = await ask(stage, LOCKED, [['set', 'one']])
      assert.match(refusal(outcome), /^the keychain refused: /)
    }),
  )

  test(
    'is out of reach on a bus without a keychain, and on one that says nothing',
    onStage(async stage => {
      const config = stage.write(
        'bus.conf',
        '<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>' +
          '<policy context="default"><allow send_destination="*"/><allow own="*"/><allow receive_type="error"/>' +
          '<allow receive_type="method_return"/><allow receive_type="signal"/></policy></busconfig>',
      )
      const steps = [['get', 'one']] as const
      const session = ['dbus-run-session', `--config-file=${config}`, '--', ...worker(stage, steps)]
      const without = await stage.run(session, { env: screen })
      assert.match(refusal(outcomes(without.stdout)[0]), /^the keychain refused: /)

      mkdirSync(join(stage.runtime, 'silent'))
      const path = join(stage.runtime, 'silent/bus')
      const silent = createServer(() => {}).listen(path)
      const DBUS_SESSION_BUS_ADDRESS = `unix:path=${path}`
      const { stdout } = await stage.run(worker(stage, steps), { env: { ...screen, DBUS_SESSION_BUS_ADDRESS } })
      silent.close()
      assert.is(refusal(outcomes(stdout)[0]), 'the keychain refused: the session bus does not answer')
    }),
  )

  test(
    'a keychain that has stopped is given up',
    onStage(async stage => {
      const [outcome] = await ask(stage, STOPPED, [['get', 'one']])
      assert.match(refusal(outcome), /^the keychain refused: /)
    }),
  )

  needing(
    suite,
    'strace',
    has('strace') && programs.every(has),
  )(
    'no secret is in the arguments or in the environment of a process',
    onStage(async stage => {
      const trace = join(stage.cwd, 'trace')
      const tracer = `strace -f -v -s 100000 -e trace=execve -o ${trace}`
      const steps = [
        ['set', 'one'],
        ['get', 'one'],
      ] as const
      assert.equal(await ask(stage, UNLOCKED, steps, tracer), ['done', 'canary'])
      const calls = readFileSync(trace, 'utf8')
      assert.match(calls, /"keychain-child"/)
      assert.not(calls.includes('canary'))
    }),
  )
})
