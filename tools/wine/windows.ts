/** A Windows for tests: Wine in a Debian of its own, with the build for Windows in C:\Program Files\awsenv. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fetchRoot } from '../roots/fetched.ts'
import { openRoot, type Root } from '../roots/opened.ts'

export type Windows = {
  /** The variables of the batches to come. */
  readonly env: Record<string, string>
  /** Runs the lines of a batch file in cmd.exe: all that they show, and the status of the last one. */
  batch(...lines: readonly string[]): Promise<{ readonly output: string; readonly status: number }>
  /** Paths are those of Windows. */
  read(path: string): string
  write(path: string, text: string): void
  [Symbol.asyncDispose](): Promise<void>
}

export async function openWindows(folder: string, binary: string): Promise<Windows> {
  fetchRoot(SUITE, folder, ['wine', 'wine64'])
  const root = await openRoot(folder)
  await run(root, `wineboot --init; ${RANDOMNESS}; wineserver --wait`)
  const place = (path: string) => join(folder, 'root/.wine/drive_c', path.replace(/^C:/, '').replaceAll('\\', '/'))
  const write = (path: string, text: string) => {
    mkdirSync(dirname(place(path)), { recursive: true })
    writeFileSync(place(path), text)
  }
  write(PROGRAM, '')
  copyFileSync(binary, place(PROGRAM))
  const env: Record<string, string> = {
    PATH: `C:\\Program Files\\awsenv;C:\\shims;C:\\windows\\system32;C:\\windows`,
  }
  let count = 0
  return {
    ...{ env, write },
    async batch(...lines) {
      const name = `C:\\batch${++count}`
      const settings = Object.entries(env).map(([variable, value]) => `set "${variable}=${value}"`)
      write(`${name}.bat`, ['@echo off', ...settings, ...lines, ''].join('\r\n'))
      // Into a file: Node's streams fail on the pipes that Wine makes of Unix's.
      const status = await run(root, `wine cmd /c '${name}.bat >${name}.txt 2>&1'`)
      return { output: readFileSync(place(`${name}.txt`), 'utf8').replaceAll('\r\n', '\n'), status }
    },
    read: path => readFileSync(place(path), 'utf8'),
    async [Symbol.asyncDispose]() {
      await run(root, 'wineserver --kill')
      await root[Symbol.asyncDispose]()
    },
  }
}

async function run(root: Root, script: string): Promise<number> {
  // Debian's script for wine complains about a missing part for 32 bits.
  const env = { WINEDEBUG: '-all', WINEDLLOVERRIDES: 'mscoree,mshtml=', XDG_RUNTIME_DIR: '/tmp' }
  const [program = '', ...args] = root.argv('root', ['sh', '-c', script], env)
  const child = spawn(program, args, { stdio: 'ignore' })
  const [status] = await once(child, 'close')
  return Number(status)
}

/** Debian 13 has Wine 10. The Wine 8 of Debian 12 can't start Node 26. */
const SUITE = 'trixie'
/** Without Wine's part for 32 bits, its set-up leaves out the provider of random numbers that OpenSSL asks. */
const RANDOMNESS = 'wine regsvr32 /s rsaenh.dll'
const PROGRAM = 'C:\\Program Files\\awsenv\\awsenv.exe'
