/** The switch without a process in PowerShell, in one process for all states: it takes long to start. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { has, powershellShell } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { READY_CASES } from '../support/ready-cases.ts'
import { onReadyStage } from '../support/ready-stage.ts'

describe('shell: ready, PowerShell', test => {
  const [program, ...flags] = powershellShell.argv
  const inShell = needing(test, program, has(program))
  const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`

  inShell('13.1 PowerShell answers by itself where all is as it was, and asks awsenv in all other states', () =>
    onReadyStage(async stage => {
      const { alice, env, ready, restoring } = stage
      const steps = READY_CASES.map(({ what, sh = 'true', env: other = {}, call = ['assume', 'one'] }, index) => {
        const path = other['PATH'] === undefined ? {} : { PATH: `${join(alice.home, other['PATH'])}:${env['PATH']}` }
        const set = Object.entries({ ...other, ...path }).map(([name, value]) => `$env:${name} = ${quoted(value)}`)
        const back = Object.keys(other).map(
          name => `$env:${name} = ${env[name] === undefined ? '$null' : quoted(env[name])}`,
        )
        return `# ${what}
& $sh -c ${quoted(`export READY='${ready}'; cd '${alice.home}'; ${sh}`)}
${set.join('; ')}
try { awsenv ${call.map(quoted).join(' ')} } catch { }
$role = $env:AWSENV_ROLE
Get-ChildItem Env:AWS* | ForEach-Object { Set-Item -LiteralPath "Env:\\$($_.Name)" -Value $null }
${back.join('; ')}
$asked = 0
if (Test-Path ${quoted(join(alice.home, 'calls'))}) { $asked = @(Get-Content ${quoted(join(alice.home, 'calls'))}).Count }
"${index} $asked [$role]"
if (Test-Path ${quoted(join(alice.home, 'PWNED'))}) { 'PWNED' }
& $sh -c ${quoted(restoring)}
`
      })
      const script = `$sh = '/bin/sh'; . ${quoted(powershellShell.hook)}\n${steps.join('')}`
      const { stdout, stderr } = spawnSync(program, [...flags, '-Command', script], {
        env,
        cwd: alice.home,
        encoding: 'utf8',
      })
      const seen = stdout.split('\n').filter(line => /^\d+ |^PWNED/.test(line))
      assert.equal(
        seen.map(line => line.replace(/^\d+/, number => READY_CASES[Number(number)]?.what ?? '')),
        READY_CASES.map(({ what, isReady = false }) => `${what} ${isReady ? '0 [one]' : '1 []'}`),
        stderr,
      )
    }),
  )

  inShell('13.1 PowerShell goes on from a role, back, and out of it, by no process', () =>
    onReadyStage(async stage => {
      const calls = ['assume one', 'assume two', 'assume -', 'assume -', 'unset']
        .map(call => `awsenv ${call}`)
        .join('; ')
      const changed = 'awsenv assume one; $env:AWS_REGION = "x"; try { awsenv unset } catch { }; $env:AWSENV_ROLE'
      const script = `. ${quoted(powershellShell.hook)}; ${calls}; (Get-ChildItem Env:AWS*).Count; $LASTEXITCODE; $Error.Count; ${changed}`
      const options = { env: stage.env, cwd: stage.alice.home, encoding: 'utf8' } as const
      const { stdout, stderr } = spawnSync(program, [...flags, '-Command', script], options)
      assert.equal(stdout.split('\n').slice(0, 4), ['0', '0', '0', 'one'], stderr)
      assert.equal(stderr.match(/(?<=^awsenv: )\w+ (is|has)/gm)?.slice(0, 5), [
        'one is',
        'two is',
        'one is',
        'two is',
        'two has',
      ])
      assert.is(stage.asked(), 1)
      assert.not.ok(existsSync(join(stage.alice.home, 'PWNED')))
    }),
  )

  inShell('13.1 PowerShell without the method that it asks for owners asks Get-Item', () =>
    onReadyStage(async stage => {
      const hook = join(stage.alice.home, 'other.ps1')
      const text = readFileSync(powershellShell.hook, 'utf8')
      assert.match(text, "'GetLStat'")
      writeFileSync(hook, text.replace("'GetLStat'", "'Gone'"))
      const file = `"$READY/assume=default=two"`
      const spoils = ['true', `chmod 0644 ${file}`, `mv ${file} t && ln -s "$PWD/t" ${file}`, 'chmod 0755 "$READY"']
      const steps = spoils.map(
        sh =>
          `awsenv assume one; & /bin/sh -c ${quoted(sh)}; try { awsenv assume two } catch { }; $env:AWSENV_ROLE; & /bin/sh -c ${quoted(stage.restoring)}`,
      )
      const env = { ...stage.env, READY: stage.ready }
      const script = `. ${quoted(hook)}; ${steps.join('; ')}`
      const options = { env, cwd: stage.alice.home, encoding: 'utf8' } as const
      const { stdout, stderr } = spawnSync(program, [...flags, '-Command', script], options)
      assert.equal(stdout.trim().split('\n'), ['two', 'one', 'one', 'one'], stderr)
    }),
  )
})
