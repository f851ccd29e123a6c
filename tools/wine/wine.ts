/**
 * `npm run wine`: a day with the build for Windows in cmd.exe under Wine, against the sandbox. Exits 1 where a step goes
 * wrong. Needs root, mmdebstrap and a Debian mirror.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoWorld } from '../sandbox/demo-world.ts'
import { startSandbox } from '../sandbox/sandbox.ts'
import { day } from './day.ts'
import { openWindows } from './windows.ts'

const folder = mkdtempSync(join(tmpdir(), 'awsenv-root-'))
const sandbox = await startSandbox()
try {
  await using windows = await openWindows(folder, join(import.meta.dirname, '../../dist/awsenv-win-x64.exe'))
  for (const { title, check } of day(windows, sandbox, demoWorld(sandbox))) {
    const wrong = await check()
    console.log(wrong === undefined ? `ok: ${title}` : `wrong: ${title}: ${wrong}`)
    if (wrong !== undefined) process.exitCode = 1
  }
} finally {
  await sandbox.close()
  rmSync(folder, { recursive: true, force: true })
}
