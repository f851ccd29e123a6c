/** 1.3: what a stranger puts into awsenv's variables runs nothing, crashes nothing, shows no secret, and makes no failure a success. */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { fishShell, has, powershellShell, type RealShell, realShells } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { attacks, caseFunction, writeCases } from '../support/hostile-cases.ts'
import { ownVariables } from '../support/own-variables.ts'
import { onStage } from './stage.ts'

const NAMES = ownVariables()
const ADMIN = 'assume 123456789012 Admin'
/** The call that reads a variable, where a role that is remembered doesn't. */
const CALLS: Readonly<Record<string, string>> = {
  AWSENV_MFA_CODE: 'login --refresh',
  AWSENV_KEYSTORE: `${ADMIN} --from sealed --refresh`,
  AWSENV_PASSPHRASE_FILE: `${ADMIN} --from sealed --refresh`,
  AWSENV_PASSPHRASE_FD: `${ADMIN} --from sealed --refresh`,
  AWSENV_HELD_FOR_NODE: 'exec 123456789012 Admin -- true',
}
/** Those that say which session it is, and so what `unset` does. */
const IN_UNSET = ['AWSENV_RESTORE', 'AWSENV_ROLE', 'AWSENV_FROM', 'AWSENV_EXPIRES', 'AWSENV_SHELL']
/** A process takes longer than a prompt: all that could run or show is one value here. */
const VALUES = [
  attacks.filter(value => /PWNED/.test(value)).join(' '),
  ...attacks.filter(value => !/PWNED/.test(value)),
]
const CASES = NAMES.flatMap(variable => VALUES.map(value => ({ variable, value })))
/** What a session leaves behind when `unset` has failed. */
const MANAGED = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_REGION', 'AWS_DEFAULT_REGION']
const CLEAN = [...NAMES, ...MANAGED, 'AWS_CREDENTIAL_EXPIRATION', 'AWS_SESSION_EXPIRATION', 'AWS_ACCOUNT_ID']

type Way = {
  readonly title: string
  readonly real: RealShell
  /** Prints the case's number on both streams, sets its variable, calls awsenv, and prints NEXT and the role if that succeeded; then unsets it. */
  readonly script: (call: (at: number) => string) => string
}

const posix = (real: RealShell, isHooked: boolean): Way => ({
  title: `${real.shell.name}, ${isHooked ? 'hooked' : 'bare'}`,
  real,
  script: call => {
    const run = (words: string) => (isHooked ? `awsenv ${words}` : `eval "$(awsenv ${words})"`)
    return [
      isHooked ? `. '${real.hook}'` : '',
      'mark() { echo "=== $1"; echo "=== $1" >&2; }',
      ...CASES.map(
        ({ variable }, at) => `mark ${at}; case_is ${at}
          ${run(call(at))} && echo "NEXT $AWSENV_ROLE_ARN"
          ${IN_UNSET.includes(variable) ? `case_is ${at}; ${run('unset')} && echo "UNSET $AWS_SESSION_TOKEN"` : ''}
          unset ${CLEAN.join(' ')}`,
      ),
    ].join('\n')
  },
})

const ways: readonly Way[] = [
  ...realShells.filter(({ shell }) => shell.name !== 'zsh').map(real => posix(real, false)),
  ...realShells.filter(({ hook }) => hook !== undefined).map(real => posix(real, true)),
  {
    title: 'fish, hooked',
    real: fishShell,
    script: call =>
      [
        `source '${fishShell.hook}'; function mark; echo "=== $argv"; echo "=== $argv" >&2; end`,
        ...CASES.map(
          ({ variable }, at) => `mark ${at}; case_is ${at}
            awsenv ${call(at)}; and echo "NEXT $AWSENV_ROLE_ARN"
            ${IN_UNSET.includes(variable) ? `case_is ${at}; awsenv unset; and echo "UNSET $AWS_SESSION_TOKEN"` : ''}
            set -e ${CLEAN.join(' ')}`,
        ),
      ].join('\n'),
  },
  {
    title: 'powershell, hooked',
    real: powershellShell,
    script: call =>
      [
        `. '${powershellShell.hook}'; function mark($n) { "=== $n"; [Console]::Error.WriteLine("=== $n") }`,
        ...CASES.map(
          ({ variable }, at) => `mark ${at}; case_is ${at}
            try { awsenv ${call(at)} && "NEXT $env:AWSENV_ROLE_ARN" } catch { }
            ${IN_UNSET.includes(variable) ? `case_is ${at}; try { awsenv unset && "UNSET $env:AWS_SESSION_TOKEN" } catch { }` : ''}
            foreach ($name in '${CLEAN.join("', '")}') { Set-Item "Env:$name" $null }`,
        ),
      ].join('\n'),
  },
]

describe('e2e: hostile values in variables of awsenv', test => {
  for (const { title, real, script } of ways) {
    const [program] = real.argv
    needing(
      test,
      program,
      has(program),
    )(
      `1.3 ${title}: each variable with each attack, in a call that reads it, and in unset`,
      onStage(async stage => {
        const { cwd, world } = stage
        stage.write('.config/awsenv/config.toml', 'endpoints = ["127.0.0.1"]\naccounts.123456789012.from = "default"\n')
        // For nobody without its passphrase.
        const passphrase = stage.write('passphrase', 'correct horse\n')
        const sealed = await stage.run(['awsenv', 'keys', 'add', 'sealed', '--stdin', '--offline'], {
          input: `${world.bob.accessKeyId}\n${world.bob.secretAccessKey}\n`,
          env: { AWSENV_PASSPHRASE_FILE: passphrase },
        })
        assert.is(sealed.status, 0, sealed.stderr)
        const AWSENV_MFA_CODE = stage.code()
        const first = await stage.run(['awsenv', ...ADMIN.split(' '), '--shell', 'sh'], { env: { AWSENV_MFA_CODE } })
        assert.is(first.status, 0, first.stderr)

        const file = join(cwd, 'script.ps1')
        const call = (at: number) => CALLS[CASES[at]?.variable ?? ''] ?? ADMIN
        writeFileSync(file, `${caseFunction(real.shell, writeCases(cwd, CASES))}\n${script(call)}\n`)
        const options = { bash: ['--norc'], zsh: ['-f'], fish: ['--no-config'], powershell: real.argv.slice(1) }
        const words = real.shell.name === 'powershell' ? ['-Command', `. '${file}'`] : [file]
        const argv = [program, ...(options[real.shell.name as 'bash'] ?? []), ...words]
        const { stdout, stderr } = await stage.run(argv, { timeout: 200_000 })

        assert.not.ok(existsSync(join(cwd, 'PWNED')))
        const [out, err] = [stdout, stderr].map(text => text.split(/^=== \d+\n/m).slice(1))
        assert.equal([out?.length, err?.length], [CASES.length, CASES.length], stderr)
        for (const [at, { variable, value }] of CASES.entries()) {
          const [said = '', printed = ''] = [err?.[at], out?.[at]?.replaceAll('\r', '')]
          const seen = `${variable}=${value.slice(0, 60)}\n${printed.slice(0, 500)}${said.slice(0, 1_500)}`
          assert.not.match(said, /^\s+at \S+.*:\d+|node:internal|did not expect|not found|\x1b|\x07|\u202e/m, seen)
          for (const line of said.split('\n')) assert.match(line, /^(awsenv(:| ended)|$)/, seen)
          assert.not.ok(`${said}${printed}`.includes(world.alice.secretAccessKey), seen)
          const results = printed.split('\n').filter(line => line !== '' && line !== '(exit 1)')
          for (const result of results) {
            const right =
              variable === 'AWSENV_HELD_FOR_NODE' ? ['NEXT ', 'UNSET '] : [`NEXT ${world.roles.admin}`, 'UNSET ']
            assert.ok(right.includes(result), seen)
          }
          // AWSENV_SHELL is refused where it counts, and in exec the role is the program's alone.
          if (variable === 'AWSENV_SHELL') continue
          const isRefused = variable in CALLS && variable !== 'AWSENV_HELD_FOR_NODE'
          assert.is(
            results.some(line => line.startsWith('NEXT')),
            !isRefused,
            seen,
          )
        }
        assert.equal(stage.sandbox.count('AssumeRole'), 1)
      }),
    )
  }
})
