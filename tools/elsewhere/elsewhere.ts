/**
 * `npm run elsewhere -- SUITE [PATTERN]`: the test files (those of shell/, unless a pattern says otherwise) in a Debian of
 * another suite, with its shells. Needs root, mmdebstrap and a Debian mirror.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fetchRoot } from '../roots/fetched.ts'
import { openRoot } from '../roots/opened.ts'

const PACKAGES = [
  'busybox',
  'dash',
  'expect',
  'libatomic1',
  'libstdc++6',
  'make',
  'mksh',
  'procps',
  'python3',
  'strace',
  'tmux',
  'zsh',
]
/** What a suite has besides, if it is new enough for the hooks, or has another name. */
const MORE: Readonly<Record<string, readonly string[]>> = {
  bullseye: ['ksh', 'yash'],
  trixie: ['elvish', 'fish', 'ksh93u+m', 'shellcheck'],
  forky: ['elvish', 'fish', 'ksh93u+m', 'shellcheck', 'xonsh', 'yash'],
}
const SHELLS = "bash busybox dash elvish fish 'ksh*' mksh xonsh yash zsh"
const repository = join(import.meta.dirname, '../..')
const [suite = 'trixie', pattern = '^shell/'] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'awsenv-root-'))
try {
  fetchRoot(suite, folder, [...PACKAGES, ...(MORE[suite] ?? [])])
  await using root = await openRoot(folder, [repository])
  const script = `cd "$1" && dpkg-query -W ${SHELLS} 2>/dev/null; exec node test/run.ts "$2"`
  const PATH = [dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(':')
  const argv = root.argv('root', ['sh', '-c', script, 'sh', repository, pattern], { PATH, NO_COLOR: '1' })
  const [program = '', ...args] = argv
  process.exitCode = spawnSync(program, args, { stdio: ['ignore', 'inherit', 'inherit'] }).status ?? 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
