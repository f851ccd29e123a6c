/** The .deb in a Debian that has nothing else: what it needs, and a day with it, after which nothing is left. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import * as assert from 'uvu/assert'
import manifest from '../../package.json' with { type: 'json' }
import { differences, filesOf } from '../../tools/newcomer/files.ts'
import { leave, walk, writeFilesOfAlice } from '../../tools/newcomer/walk.ts'
import { writeSystemPackage } from '../../tools/packaging/nfpm.ts'
import { copyPackages } from '../../tools/roots/copied.ts'
import { openRoot, type Root } from '../../tools/roots/opened.ts'
import { demoWorld } from '../../tools/sandbox/demo-world.ts'
import { startSandbox } from '../../tools/sandbox/sandbox.ts'
import { has } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'

describe('e2e: a newcomer', test => {
  const nfpm = process.env['AWSENV_TEST_NFPM'] ?? 'nfpm'
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0
  const isHere = isRoot && has('dpkg-query') && has('nsenter') && spawnSync(nfpm, ['--version']).status === 0
  const testHere = needing(test, 'nfpm, Debian, root, nsenter', isHere)

  testHere('installs the .deb on a bare Debian, has a role for a while, and removes it: nothing is left', () =>
    inRoot(async root => {
      const deb = debInto(root.folder, nfpm)
      // The clock stands still, so that a code lives until it is typed, on a busy machine too.
      const began = Date.now()
      const sandbox = await startSandbox({ now: () => began })
      try {
        const newcomer = { root, sandbox, world: demoWorld(sandbox), shell: 'bash' } as const
        writeFilesOfAlice(newcomer)
        const lacking = missing(run(root, ['dpkg', '--install', deb]).output)
        assert.equal(lacking, ['libatomic1', 'libstdc++6'])
        copyPackages(root.folder, lacking)
        assert.match(done(root, ['dpkg', '--configure', '--pending']), 'awsenv init bash --install')
        const before = new Map([...filesOf(root.folder)].filter(([name]) => !name.includes('awsenv')))

        await walk(newcomer)
        await leave(newcomer)
        assert.match(done(root, ['dpkg', '--purge', 'awsenv']), '# awsenv hook')

        assert.equal(differences(before, filesOf(root.folder)), ['+ home/alice/.bash_history'])
        assert.is(done(root, ['ls', '-A', '/dev/shm', '/tmp']), '/dev/shm:\n\n/tmp:\n')
      } finally {
        await sandbox.close()
      }
    }),
  )
})

async function inRoot(body: (root: Root) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'awsenv-root-'))
  try {
    copyPackages(folder)
    await using root = await openRoot(folder)
    await body(root)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Puts a package of the built binary into the root, and gives its path there. */
function debInto(folder: string, nfpm: string): string {
  const [work, out] = [join(folder, 'debs/work'), join(folder, 'debs')]
  mkdirSync(work, { recursive: true })
  const repository = join(import.meta.dirname, '../..')
  const about = { binary: 'awsenv', arch: 'x64', homepage: 'https://example.com', time: 1_000_000_000, isFast: true }
  const { version } = manifest
  return `/debs/${basename(writeSystemPackage(nfpm, 'deb', { root: repository, version, ...about }, work, out))}`
}

function missing(output: string): readonly string[] {
  return [...output.matchAll(/^ awsenv depends on ([^ ;]+)/gm)].map(([, name = '']) => name).sort()
}

function done(root: Root, command: readonly string[]): string {
  const { status, output } = run(root, command)
  assert.is(status, 0, output)
  return output
}

function run(root: Root, command: readonly string[]): { readonly status: number | null; readonly output: string } {
  const [program = '', ...args] = root.argv('root', command)
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' })
  return { status, output: stdout + stderr }
}
