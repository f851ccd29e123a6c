/** The process: builds the real Context, runs the cli and sets the exit code. */
import { writeFileSync } from 'node:fs'
import manifest from '../package.json' with { type: 'json' }
import { run } from './cli.ts'
import { processContext } from './context/process-context.ts'
import { cleanStart } from './process/clean-start.ts'
import { hookCall } from './shells/hook-call.ts'
import { KEYCHAIN_CHILD } from './vault/stores/keychain.ts'

const held = cleanStart(process)

// A tool that carries keys checks certificates, whatever the environment says.
delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']

// A core dump would have every secret in memory: this tells the kernel to leave all memory out (core(5)).
if (process.platform === 'linux') {
  try {
    writeFileSync('/proc/self/coredump_filter', '0')
  } catch {
    // Without /proc nothing can be done.
  }
}

const { version } = manifest
const called = hookCall(process.argv.slice(2))
const { args } = called
if (args[0] === KEYCHAIN_CHILD) {
  import('./vault/stores/lazy/keychain-child.ts').then(({ keychainChild }) => keychainChild(process))
} else {
  // Exits at once: everything is written, and tearing down the heap and idle connections takes milliseconds.
  run(args, processContext(process, version, called, held), version).then(exitCode => process.exit(exitCode))
}
