/**
 * Runs the test files, or those whose path matches the argument, each in a process of its own, one more at once than
 * the machine has cores, since one of them often waits. Ends with the sums of what uvu counted, a file that gave no
 * count being one failure, and with the tests that were skipped, and why.
 */
import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, relative, sep } from 'node:path'
import { SKIPPED } from './support/describe.ts'
import { memory } from './support/memory.ts'

type Count = { readonly total: number; readonly passed: number; readonly skipped: number }

const uvu = join(import.meta.dirname, '../node_modules/uvu/bin.js')
const compileCache = join(import.meta.dirname, 'support/compile-cache.ts')
const directory = memory()
const env = directory === undefined ? process.env : { ...process.env, TMPDIR: directory }
const wanted = new RegExp(process.argv[2] ?? '.')
const waiting = testFiles().filter(file => wanted.test(file))
const counts: Count[] = []
const skippedTests: string[] = []
await Promise.all(Array.from({ length: availableParallelism() + 1 }, work))
const [total, passed, skipped] = [sum('total'), sum('passed'), sum('skipped')]
console.log(`\n  Total:     ${total}\n  Passed:    ${passed}\n  Skipped:   ${skipped}`)
if (skippedTests.length > 0) console.log(`\n  Skipped tests:\n${skippedTests.map(name => `    ${name}\n`).join('')}`)
if (passed < total || total === 0) process.exitCode = 1

async function work(): Promise<void> {
  for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
    const lines = (await run(file)).split('\n')
    skippedTests.push(...lines.filter(line => line.startsWith(SKIPPED)).map(line => line.slice(SKIPPED.length)))
    const output = lines.filter(line => !line.startsWith(SKIPPED)).join('\n')
    const told = output.replace(/\n+ {2}Total:[\s\S]*$/, '').replace(file, '')
    const seconds = Number(/^ *Duration: *([\d.]+)ms/m.exec(output)?.[1] ?? 0) / 1000
    console.log(`\n${file} (${seconds.toFixed(1)} s)\n ${told.trim()}`)
    counts.push(countIn(output))
  }
}

/** Those that take longest go first, so that none is left alone at the end: the binary's, then the shells'. */
function testFiles(): string[] {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.test.ts'))
    .map(file => file.replaceAll(sep, '/'))
    .sort()
  const rank = (file: string) => ['e2e/', 'shell/'].findIndex(place => file.startsWith(place)) >>> 0
  return files.sort((a, b) => rank(a) - rank(b))
}

function run(file: string): Promise<string> {
  const path = relative('.', import.meta.dirname) || '.'
  const only = `^${file.replace(/\W/g, '\\$&')}$`
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', compileCache, uvu, '--no-color', path, only], {
      stdio: ['inherit', 'pipe', 'pipe'],
      env,
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
      })
    }
    child.on('error', reject)
    child.on('close', () => resolve(output))
  })
}

function countIn(output: string): Count {
  const [total, passed, skipped] = ['Total', 'Passed', 'Skipped'].map(name => {
    const found = new RegExp(`^ *${name}: *(\\d+)`, 'm').exec(output)
    return found === null ? undefined : Number(found[1])
  })
  if (total === undefined || passed === undefined) return { total: 1, passed: 0, skipped: 0 }
  return { total, passed, skipped: skipped ?? 0 }
}

function sum(name: keyof Count): number {
  return counts.reduce((all, count) => all + count[name], 0)
}
