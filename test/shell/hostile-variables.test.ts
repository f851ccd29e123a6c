/** 1.3: awsenv's own variables with hostile values, at the prompt and in a call: nothing in them runs, or is an error. */
import { spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { openPty } from '../../tools/pty/pty.ts'
import { fishShell, type HookedShell, has, hookedShells, powershellShell } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { type FakeAwsenv, fakeAwsenv } from '../support/fake-awsenv.ts'
import { attacks, caseFunction, type HostileCase, writeCases } from '../support/hostile-cases.ts'
import { hostileValues } from '../support/hostile-values.ts'
import { ownVariables } from '../support/own-variables.ts'

/** How a shell shows its prompt once for each case, and calls awsenv. */
type Looks = {
  readonly real: HookedShell
  /** Makes the prompt "@> ". */
  readonly prompt: string
  /** A loop over the cases: a session stands in the shell, the case's variable is set, the prompt is shown, awsenv is called. */
  loop(last: number): string
  /** The same for somebody who types `step`, a case each. */
  readonly step: string
}

const SESSION = { AWSENV_ROLE: 'Admin@1', AWSENV_ROLE_ARN: 'arn:aws:iam::123456789012:role/Admin' }
const NAMES = ownVariables()

const looks: readonly Looks[] = [
  ...hookedShells.map((real): Looks => {
    const isBash = real.shell.name === 'bash'
    const session = `unset ${NAMES.join(' ')}
      export AWSENV_ROLE='${SESSION.AWSENV_ROLE}' AWSENV_ROLE_ARN='${SESSION.AWSENV_ROLE_ARN}' AWSENV_EXPIRES=$soon`
    return {
      real,
      prompt: isBash ? "PS1='@''> '" : "PROMPT='@''> '; PROMPT_EOL_MARK=",
      loop: last => `case_n=0
        while [ "$case_n" -le ${last} ]; do
          ${session}
          case_is $case_n
          __awsenv_prompt
          ${isBash ? `printf '<%s>\\n' "\${PS1@P}"` : `printf '<%s>\\n' "\${(%)PROMPT}"`}
          if [ $((case_n % ${EVERY})) = 0 ]; then awsenv assume x && echo "NEXT $AWS_VAULT"; fi
          unset AWS_VAULT
          case_n=$((case_n + 1))
        done`,
      step: `case_n=0; step() { ${session}; case_is $case_n; case_n=$((case_n + 1)); }`,
    }
  }),
  {
    real: fishShell,
    prompt: "function fish_prompt; printf '@''> '; end",
    loop: last => `for case_n in (seq 0 ${last})
        ${fishSession()}
        case_is $case_n
        __awsenv_prompt
        echo '<'(string join '' -- (fish_prompt))'>'
        test (math $case_n % ${EVERY}) = 0
        and awsenv assume x
        and echo "NEXT $AWS_VAULT"
        set -e AWS_VAULT
      end`,
    step: `set -g case_n 0; function step; ${fishSession()}; case_is $case_n; set -g case_n (math $case_n + 1); end`,
  },
  {
    real: powershellShell,
    prompt: `function global:prompt { '@' + '> ' }`,
    loop: last => `foreach ($n in 0..${last}) {
        ${powershellSession()}
        case_is $n
        "<$(prompt)>"
        if ($n % ${EVERY} -eq 0) { awsenv assume x && "NEXT $env:AWS_VAULT" }
        $env:AWS_VAULT = $null
      }`,
    step: `$global:n = 0; function global:step { ${powershellSession()}; case_is $global:n; $global:n++ }`,
  },
]

function fishSession(): string {
  const { AWSENV_ROLE, AWSENV_ROLE_ARN } = SESSION
  return `set -e ${NAMES.join(' ')}; set -gx AWSENV_ROLE '${AWSENV_ROLE}'; set -gx AWSENV_ROLE_ARN '${AWSENV_ROLE_ARN}'; set -gx AWSENV_EXPIRES $soon`
}

function powershellSession(): string {
  const { AWSENV_ROLE, AWSENV_ROLE_ARN } = SESSION
  const unset = `foreach ($name in '${NAMES.join("', '")}') { Set-Item "Env:$name" $null }`
  return `${unset}; $env:AWSENV_ROLE = '${AWSENV_ROLE}'; $env:AWSENV_ROLE_ARN = '${AWSENV_ROLE_ARN}'; $env:AWSENV_EXPIRES = $global:soon`
}

/** From a file, since no argument may be as long. */
function runFile({ shell, argv }: HookedShell, script: string, cwd: string, env: Readonly<Record<string, string>>) {
  const [program, ...options] = argv
  const file = join(cwd, 'script.ps1')
  writeFileSync(file, script)
  const words = shell.name === 'powershell' ? ['-Command', `. '${file}'`] : [file]
  return spawnSync(program, [...options, ...words], { cwd, env, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
}

/** A call takes longer than a prompt, so that not every case has one; prime to the number of values. */
const EVERY = 7

describe('shell: hostile values in variables of awsenv', test => {
  for (const { real, prompt, loop, step } of looks) {
    const [program] = real.argv
    const { name } = real.shell
    const scene = (fake: FakeAwsenv, cases: readonly HostileCase[]) => {
      const folder = writeCases(fake.directory, cases)
      const soon = Math.floor(Date.now() / 1000) + 290
      fake.answers(real.shell.renderForHook({ AWS_VAULT: 'new' }))
      const source = name === 'fish' ? 'source' : '.'
      const set = { fish: `set -g soon ${soon}`, powershell: `$global:soon = '${soon}'` }[name] ?? `soon=${soon}`
      return `${prompt}\n${set}\n${source} '${real.hook}'\n${caseFunction(real.shell, folder)}\n`
    }
    const env = (fake: FakeAwsenv) => ({ ...fake.env, LC_ALL: 'C.UTF-8', NO_COLOR: '1', TERM: 'dumb' })

    needing(
      test,
      `python3 and ${name}`,
      has(program) && has('python3'),
    )(`1.3 ${name}: each variable with each hostile value, at a prompt and in a call`, () => {
      using fake = fakeAwsenv()
      const cases = NAMES.flatMap(variable => [...attacks, ...hostileValues].map(value => ({ variable, value })))
      const register = name === 'bash' || name === 'zsh' ? '__awsenv_register\n' : ''
      const script = `${scene(fake, cases)}${register}${loop(cases.length - 1)}\n`
      const { stdout, stderr } = runFile(real, script, fake.directory, env(fake))
      assert.is(stderr, '')
      assert.not.ok(existsSync(join(fake.directory, 'PWNED')))
      const lines = stdout.replace(/\n$/, '').split('\n')
      const [calls, prompts] = [lines.filter(line => line.startsWith('NEXT')), lines.filter(line => line[0] === '<')]
      assert.equal([calls.length, prompts.length], [Math.ceil(cases.length / EVERY), cases.length])
      assert.is(lines.length, calls.length + prompts.length)
      assert.equal([...new Set(calls)], ['NEXT new'])
      for (const [at, line] of prompts.entries())
        assert.match(
          line,
          /^<(\([^\p{Cc}\u202e\u2028\u2029\u200b\ufeff]* (\d+[ms]|\?|expired)\) )?@> >$/u,
          JSON.stringify(cases[at]),
        )
    })

    needing(
      test,
      `python3 and ${name}`,
      has(program) && has('python3'),
    )(`1.3 ${name}, typed into: each variable with an attack`, async () => {
      using fake = fakeAwsenv()
      const cases = NAMES.flatMap(variable => attacks.map(value => ({ variable, value })))
      const file = join(fake.directory, `rc.${name === 'powershell' ? 'ps1' : 'sh'}`)
      writeFileSync(file, `${scene(fake, cases)}${step}\n`)
      await using pty = openPty(real.interactive, { env: env(fake), cwd: fake.directory })
      pty.type(`. '${file}'\r`)
      await pty.shows('@> ')
      for (const _ of cases) {
        pty.type('step\r')
        await pty.shows('@> ')
      }
      // A shell that draws a line anew shows its prompt more than once.
      pty.type("echo all'-'done\r")
      await pty.shows('all-done')
      // fish 4.0 tells even a dumb terminal its directory, and which command begins and ends.
      const told = /\x1b\](?:133;[^\x07\x1b]*|0;[^\x07\x1b]*\/awsenv-fake-\w+)\x07/g
      const seen = pty
        .screen()
        .replace(told, '')
        .replace(/\x1b\[[?>=]?[\d;]*[a-zA-Z]|\x1b[=>]|\r/g, '')
      assert.not.match(seen, /[^\P{Cc}\n\b]|error|not found|unknown|expected|invalid|line \d|too /iu)
      assert.is.not(seen.match(/\(Admin@1 (\d+[ms]|expired)\) @> /g)?.length ?? 0, 0)
      assert.not.ok(existsSync(join(fake.directory, 'PWNED')))
    })
  }
})
