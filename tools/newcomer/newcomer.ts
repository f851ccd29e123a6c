/**
 * `npm run newcomer`, `npm run newcomer -- trixie bullseye`: days with awsenv on fresh minimal Debians: the .deb by apt in
 * bash, zsh and fish, and the archive, each upgraded while the shell has a role, and removed. Exits 1 where a step fails
 * or a file is left. Needs root, mmdebstrap, nFPM (AWSENV_NFPM, or on PATH) and a Debian mirror.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fetchRoot } from '../roots/fetched.ts'
import { openRoot } from '../roots/opened.ts'
import { demoWorld } from '../sandbox/demo-world.ts'
import { startSandbox } from '../sandbox/sandbox.ts'
import { differences, filesOf } from './files.ts'
import { leave, type Newcomer, walk, writeFilesOfAlice } from './walk.ts'
import { byApt, byArchive, type Way } from './ways.ts'

/** What the shells write for themselves, and apt with the packages that it brings and takes away. */
const OF_OTHERS =
  /home\/alice\/\.(bash_history|zsh_history|config\/fish\/|local\/share\/fish\/|cache\/fish\/)|etc\/ld\.so\.cache$|tmp\/fish\.alice\//

const suites = process.argv.slice(2)
for (const suite of suites.length > 0 ? suites : ['bookworm']) {
  for (const shell of ['bash', 'zsh', 'fish'] as const) await play(suite, byApt, shell)
  await play(suite, byArchive, 'bash')
}
console.log('newcomer: no file was left')

/** On a Debian of its own, before an AWS of its own. */
async function play(suite: string, way: Way, shell: Newcomer['shell']): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'awsenv-root-'))
  // The clock stands still, so that a code lives until it is typed, on a busy machine too.
  const began = Date.now()
  const sandbox = await startSandbox({ now: () => began })
  try {
    fetchRoot(suite, folder, shell === 'bash' ? [] : [shell])
    await using root = await openRoot(folder)
    const newcomer = { root, sandbox, world: demoWorld(sandbox), shell }
    writeFilesOfAlice(newcomer)
    // So that zsh doesn't ask a new user how it should be set up.
    if (shell === 'zsh') writeFileSync(join(folder, 'home/alice/.zshrc'), '')
    const before = filesOf(folder)
    way.install(root)
    await walk(newcomer, () => way.upgrade(root))
    await leave(newcomer)
    way.remove(root)
    const left = differences(before, filesOf(folder)).filter(line => !OF_OTHERS.test(line))
    if (left.length > 0) throw new Error(`left: ${left.join(', ')}`)
    console.log(`newcomer: ${suite}, ${way.name}, ${shell}: all went well`)
  } finally {
    await sandbox.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
