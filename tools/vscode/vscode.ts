/**
 * `npm run vscode`, `npm run vscode -- zsh fish`: a day in the terminal of VS Code (code-server in Chromium), against the
 * sandbox, in each shell, with the hook in its start-up file and with the hook loaded at the prompt. Exits 1 where VS Code
 * saw something else than what was typed. `--pictures` takes the pictures of docs/vscode.md instead.
 */
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { startChromium } from '../chromium/chromium.ts'
import { makeHome, memoryDirectory, pinEndpoint } from '../demo/private-home.ts'
import { demoWorld } from '../sandbox/demo-world.ts'
import { startSandbox } from '../sandbox/sandbox.ts'
import { has, powershellShell } from '../shells/real-shells.ts'
import { day, LOAD, type Shell, type Step, shortDay } from './day.ts'
import { BUILDERS, fetchCodeServer } from './fetched.ts'
import { furnish, installHook, PROJECT, PROMPTS, settings } from './home.ts'
import { PICTURE_SIZE, takePictures } from './pictures.ts'
import { play } from './play.ts'
import { startServer } from './server.ts'
import { type Window, windowOf } from './window.ts'

const SHELLS: readonly Shell[] = ['bash', 'zsh', 'fish', 'powershell']
const programOf = (shell: Shell) => (shell === 'powershell' ? powershellShell.argv[0] : shell)

const words = process.argv.slice(2).filter(word => !word.startsWith('--'))
const unknown = words.filter(word => !SHELLS.some(shell => shell === word))
const missing = ['chromium', ...BUILDERS].filter(program => !has(program))
if (unknown.length > 0) stop(`knows no ${unknown.join(', ')}, but ${SHELLS.join(', ')}`)
if (process.platform !== 'linux' || process.arch !== 'x64') stop('needs Linux on x64')
if (missing.length > 0) stop(`needs ${missing.join(', ')} on PATH`)

const codeServer = fetchCodeServer()
const sandbox = await startSandbox()
const world = demoWorld(sandbox)
const home = join(memoryDirectory(), 'alice')
const env = makeHome(home, sandbox.url, world.alice)
const nextCode = () => sandbox.nextMfaCode(world.alice.mfaSerial)
pinEndpoint(home, sandbox.url)
furnish(home)
await using server = await startServer(codeServer, home, env)
try {
  if (process.argv.includes('--pictures')) {
    installHook(home, 'bash', env)
    await inWindow('bash', PICTURE_SIZE, async window => {
      await play(window, 'bash', shortDay(world, nextCode))
      await takePictures(window)
    })
  } else {
    for (const shell of SHELLS.filter(one => words.length === 0 || words.includes(one))) await playDays(shell)
  }
} catch (error) {
  console.error(`vscode: ${error instanceof Error ? error.message : error}`)
  process.exitCode = 1
} finally {
  await sandbox.close()
}

async function playDays(shell: Shell): Promise<void> {
  if (!has(programOf(shell))) return console.log(`skipped: ${shell}, which is not on PATH`)
  const steps = day(shell, world, nextCode)
  const report = async (title: string, all: readonly Step[]) => {
    const size = { width: 1200, height: 900 }
    const wrong = await inWindow(shell, size, window => play(window, shell, all)).catch(error => [error.message])
    for (const sentence of wrong) console.log(`wrong: ${title}: ${sentence}`)
    if (wrong.length === 0) console.log(`ok: ${title}`)
    else process.exitCode = 1
  }
  await report(`${shell}, the hook loaded at the prompt`, [{ typed: LOAD[shell], code: 0 }, ...steps])
  // Which file is PowerShell's profile depends on its host: only PowerShell itself knows.
  if (shell === 'powershell') return
  installHook(home, shell, env)
  await report(`${shell}, the hook in its start-up file`, steps)
}

/** In a new browser, which remembers nothing of the window before. */
async function inWindow<T>(
  shell: Shell,
  size: { readonly width: number; readonly height: number },
  body: (window: Window) => Promise<T>,
): Promise<T> {
  server.set(settings(shell))
  const chromium = await startChromium(mkdtempSync(join(home, 'browser-')), env)
  try {
    const window = windowOf(await chromium.visit(server.address(join(home, PROJECT)), size))
    await window.openTerminal(PROMPTS[shell])
    return await body(window)
  } finally {
    await chromium.close()
  }
}

function stop(sentence: string): never {
  console.error(`vscode: ${sentence}`)
  process.exit(1)
}
