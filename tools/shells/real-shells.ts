import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bash } from '../../src/shells/bash.ts'
import { fish } from '../../src/shells/fish.ts'
import { sh } from '../../src/shells/posix.ts'
import { powershell } from '../../src/shells/powershell.ts'
import type { Shell } from '../../src/shells/shell.ts'
import { zsh } from '../../src/shells/zsh.ts'

/** A shell as the tests run it: without the user's files, and as strict as it can be. */
export type RealShell = {
  readonly shell: Shell
  /** The program and its options; the script follows after `-c`. */
  readonly argv: readonly [program: string, ...options: string[]]
  /** The command line of a shell that a person types into. */
  readonly interactive: readonly string[]
  /** The hook, for a shell that has one, and what completes its words, which the build makes. */
  readonly hook?: string
  readonly completions?: string
}

export type HookedShell = RealShell & { readonly hook: string; readonly completions: string }

/** The shells that read what a POSIX shell reads: one test, in one script, is for all of them. */
export const realShells: readonly RealShell[] = [
  { shell: sh, argv: ['dash', '-e', '-u'], interactive: ['dash', '-i'] },
  {
    shell: bash,
    argv: ['bash', '--noprofile', '--norc', '-e', '-u', '-o', 'pipefail'],
    interactive: ['bash', '--noprofile', '--norc', '-i'],
    ...filesOf('bash'),
  },
  {
    shell: zsh,
    argv: ['zsh', '-f', '-e', '-u', '-o', 'pipefail'],
    interactive: ['zsh', '-f', '-i'],
    ...filesOf('zsh'),
  },
]

/** The others that read what is written for sh: busybox's ash, and those that a system may have for its /bin/sh. */
export const otherPosixShells: readonly RealShell[] = [
  { shell: { ...sh, name: 'busybox' }, argv: ['busybox', 'sh', '-e', '-u'], interactive: ['busybox', 'sh', '-i'] },
  { shell: { ...sh, name: 'mksh' }, argv: ['mksh', '-e', '-u'], interactive: ['mksh', '-i'] },
  { shell: { ...sh, name: 'ksh' }, argv: ['ksh', '-e', '-u'], interactive: ['ksh', '-i'] },
  { shell: { ...sh, name: 'yash' }, argv: ['yash', '-e', '-u'], interactive: ['yash', '-i'] },
]

export const hookedShells = realShells.filter((real): real is HookedShell => real.hook !== undefined)

/** The shells with languages of their own. */
export const fishShell: HookedShell = {
  shell: fish,
  argv: ['fish', '--no-config'],
  interactive: ['fish', '--no-config', '-i'],
  ...filesOf('fish'),
}

export const powershellShell: HookedShell = {
  shell: powershell,
  argv: [process.env['AWSENV_TEST_PWSH'] || 'pwsh', '-NoProfile', '-NonInteractive'],
  interactive: [process.env['AWSENV_TEST_PWSH'] || 'pwsh', '-NoProfile', '-NoLogo'],
  ...filesOf('ps1'),
}

export type Outcome = { readonly status: number | null; readonly stdout: string; readonly stderr: string }

/** Runs a script in a shell; its arguments are $1, $2, … (PowerShell has none: it takes them for more of the script.) */
export function runShell(
  real: RealShell,
  script: string,
  options: {
    readonly env?: Readonly<Record<string, string>>
    readonly args?: readonly string[]
    readonly input?: string
  } = {},
): Outcome {
  const [program, ...flags] = real.argv
  const isPowershell = real.shell.name === 'powershell'
  const args = isPowershell ? [] : [program, ...(options.args ?? [])]
  // PowerShell won't start where it can't make its folders.
  const HOME = isPowershell ? tmpdir() : '/dev/null/home'
  const { status, stdout, stderr, error } = spawnSync(program, [...flags, '-c', script, ...args], {
    env: { PATH: process.env['PATH'] ?? '', HOME, LC_ALL: 'C.UTF-8', ...options.env },
    input: options.input ?? '',
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (error) throw error
  return { status, stdout, stderr }
}

/** What `env -0` prints, which is the one listing that no value can break. */
export function parseEnvironment(text: string): Record<string, string> {
  const entries = text.split('\0').filter(line => line.includes('='))
  return Object.fromEntries(
    entries.map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)] as const),
  )
}

/** Whether a program, if it has no path of its own, is on the PATH of the tests. */
export function has(program: string): boolean {
  if (program.includes('/')) return existsSync(program)
  return (process.env['PATH'] ?? '').split(delimiter).some(directory => {
    const path = join(directory, program)
    if (!existsSync(path)) return false
    try {
      accessSync(path, constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

function filesOf(name: string): { hook: string; completions: string } {
  const file = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))
  return { hook: file(`shell/awsenv.${name}`), completions: file(`dist/shell/completions/awsenv.${name}`) }
}
