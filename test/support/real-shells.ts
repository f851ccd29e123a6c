import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bash } from '../../src/shells/bash.ts'
import { sh } from '../../src/shells/posix.ts'
import type { Shell } from '../../src/shells/shell.ts'
import { zsh } from '../../src/shells/zsh.ts'

/** A shell as the tests run it: without the user's files, and as strict as it can be. */
export type RealShell = {
  readonly shell: Shell
  /** The program and its options; the script follows after `-c`. */
  readonly argv: readonly [program: string, ...options: string[]]
  /** The command line of a shell that a person types into. */
  readonly interactive: readonly string[]
  /** The hook, for a shell that has one. */
  readonly hook?: string
}

/** A new shell is one more line here, and in what loops over this table. */
export const realShells: readonly RealShell[] = [
  { shell: sh, argv: ['dash', '-e', '-u'], interactive: ['dash', '-i'] },
  {
    shell: bash,
    argv: ['bash', '--noprofile', '--norc', '-e', '-u', '-o', 'pipefail'],
    interactive: ['bash', '--noprofile', '--norc', '-i'],
    hook: hookOf('bash'),
  },
  {
    shell: zsh,
    argv: ['zsh', '-f', '-e', '-u', '-o', 'pipefail'],
    interactive: ['zsh', '-f', '-i'],
    hook: hookOf('zsh'),
  },
]

export const hookedShells = realShells.filter((real): real is RealShell & { hook: string } => real.hook !== undefined)

export type Outcome = { readonly status: number | null; readonly stdout: string; readonly stderr: string }

/** Runs a script in a shell; its arguments are $1, $2, … */
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
  const { status, stdout, stderr, error } = spawnSync(
    program,
    [...flags, '-c', script, program, ...(options.args ?? [])],
    {
      env: { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent', LC_ALL: 'C.UTF-8', ...options.env },
      input: options.input ?? '',
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    },
  )
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

/** Whether a program is on the PATH of the tests. */
export function has(program: string): boolean {
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

function hookOf(name: string): string {
  return fileURLToPath(new URL(`../../shell/awsenv.${name}`, import.meta.url))
}
