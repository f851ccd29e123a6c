/**
 * `npm run elsewhere -- SUITE [PATTERN]`: the test files (those of shell/, unless a pattern says otherwise) in a Debian of
 * another suite, with its shells: trixie has fish 4, forky bash 5.3. Needs root, mmdebstrap and a Debian mirror.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fetchRoot } from '../roots/fetched.ts'
import { openRoot } from '../roots/opened.ts'

const PACKAGES = [
  'dash',
  'expect',
  'fish',
  'libatomic1',
  'libstdc++6',
  'procps',
  'python3',
  'shellcheck',
  'tmux',
  'zsh',
]
const repository = join(import.meta.dirname, '../..')
const [suite = 'trixie', pattern = '^shell/'] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'awsenv-root-'))
try {
  fetchRoot(suite, folder, PACKAGES)
  await using root = await openRoot(folder, [repository])
  const script = `cd "$1" && bash --version | head -n 1 && fish --version && zsh --version && exec node test/run.ts "$2"`
  const PATH = [dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(':')
  const argv = root.argv('root', ['sh', '-c', script, 'sh', repository, pattern], { PATH, NO_COLOR: '1' })
  const [program = '', ...args] = argv
  process.exitCode = spawnSync(program, args, { stdio: ['ignore', 'inherit', 'inherit'] }).status ?? 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
