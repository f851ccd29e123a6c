/** One cell of the matrix: a change is asked for in a shell, and what the shell that goes on has then. */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import {
  changed,
  type Environment,
  type EnvironmentChange,
  MANAGED,
  OWN_VARIABLES,
} from '../../../src/model/environment.ts'
import { parseEnvironment } from '../../../tools/shells/real-shells.ts'

/**
 * Where a change lands. Only the first three are right.
 * - lands: the shell that goes on has it, and so has the command that follows the call
 * - inside: the command that follows has it, in a subshell that both stand in
 * - fails: the command that follows doesn't run, and nothing has changed
 * - said: nothing has changed, and stderr says so; but the command that follows runs, since the status isn't awsenv's
 * - silent: nothing has changed, and the command that follows runs all the same
 * - half: of the command that follows and the shell that goes on, one has the change, and the other not all of it
 */
export type Landing = (typeof RIGHT)[number] | (typeof BEYOND_REACH)[number]
const RIGHT = ['lands', 'inside', 'fails'] as const
const BEYOND_REACH = ['said', 'silent', 'half'] as const

export function isBeyondReach(landing: Landing): boolean {
  return (BEYOND_REACH as readonly Landing[]).includes(landing)
}

/** What is in the shell before, what awsenv answers, and what it says: the session of another role. */
export const before: Readonly<Record<string, string>> = {
  AWS_PROFILE: 'old',
  AWS_REGION: 'old',
  AWS_VAULT: 'old',
  AWSENV_ROLE: 'old',
}
export const change: EnvironmentChange = {
  ...Object.fromEntries([...Object.keys(MANAGED), ...OWN_VARIABLES].map(name => [name, undefined])),
  AWS_ACCESS_KEY_ID: 'ASIANEW',
  AWS_SECRET_ACCESS_KEY: "/s'ecret",
  AWS_REGION: 'new',
  AWSENV_ROLE: 'new',
}
export const NOTE = 'new is assumed'

const names = new Set([...Object.keys(MANAGED), ...OWN_VARIABLES])
export const after = changed(before, change)

/**
 * A directory with an awsenv that answers one line, in less time than fakeAwsenv() does, which notes its calls. `states`
 * are what the shell has had, `next` and `end`, since the last time.
 */
export type Stage = {
  readonly directory: string
  readonly env: Readonly<Record<string, string>>
  snapshots(): readonly Snapshot[]
  [Symbol.dispose](): void
}

export function stage(answer: string): Stage {
  const directory = mkdtempSync(join(tmpdir(), 'awsenv-landing-'))
  const [program, noted] = [join(directory, 'awsenv'), join(directory, 'snapshots')]
  writeFileSync(join(directory, 'answer'), answer)
  writeFileSync(program, `#!/bin/sh\nIFS= read -r line <'${directory}/answer'\nprintf '%s\\n' "$line"\n`)
  chmodSync(program, 0o755)
  return {
    directory,
    env: { ...before, PATH: [directory, process.env['PATH']].join(delimiter), HOME: directory },
    snapshots() {
      const text = existsSync(noted) ? readFileSync(noted, 'utf8') : ''
      rmSync(noted, { force: true })
      return text.split('\0\n').slice(0, -1).map(snapshot)
    },
    [Symbol.dispose]: () => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }),
  }
}

/** What was seen, in words: a landing, or, where it is none of them, all that was seen. */
export function landing(seen: readonly Snapshot[], stderr: string): Landing | string {
  const nexts = seen.filter(({ mark }) => mark === 'next').map(({ state }) => state)
  const ends = seen.filter(({ mark }) => mark === 'end').map(({ state }) => state)
  const [end, ...more] = ends
  const isSaid = /error/.test(stderr)
  if (more.length > 0 || end === undefined) return `no end, or more than one: ${ends.join()}: ${stderr}`
  if (nexts.length === 0 && end === 'old') return 'fails'
  if (nexts.length > 0 && nexts.every(state => state === 'new') && !isSaid) {
    if (end === 'new') return 'lands'
    if (end === 'old') return 'inside'
  }
  if (nexts.length > 0 && nexts.every(state => state === 'old') && end === 'old') return isSaid ? 'said' : 'silent'
  if (nexts.length > 0 && !isSaid && nexts.every(state => state === 'new') !== (end === 'new')) return 'half'
  return `next ${nexts.join()}; end ${end}: ${stderr}`
}

/** An environment that `next` or `end` found: the old one, the new one, or what it has else. */
export type Snapshot = { readonly mark: string; readonly state: string }

function snapshot(text: string): Snapshot {
  const { MARK: mark = '', ...environment } = parseEnvironment(text)
  return { mark, state: stateOf(environment) }
}

export function stateOf(environment: Environment): string {
  const managed = sorted(Object.fromEntries(Object.entries(environment).filter(([name]) => names.has(name))))
  if (managed === sorted(before)) return 'old'
  return managed === sorted(after) ? 'new' : managed
}

function sorted(environment: Environment): string {
  return JSON.stringify(Object.fromEntries(Object.entries(environment).sort(([a], [b]) => (a < b ? -1 : 1))))
}

/** What each way has left, where many were tried in one shell: all up to its end. */
export function byWay(snapshots: readonly Snapshot[]): readonly (readonly Snapshot[])[] {
  const ways: Snapshot[][] = [[]]
  for (const snapshot of snapshots) {
    ways.at(-1)?.push(snapshot)
    if (snapshot.mark === 'end') ways.push([])
  }
  return ways
}
