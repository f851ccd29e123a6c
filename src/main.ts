/** The process: builds the real Context, runs the cli, sets the exit code. */
import { writeFileSync } from 'node:fs'
import manifest from '../package.json' with { type: 'json' }
import { run } from './cli.ts'
import { processContext } from './context/process-context.ts'
import { cleanStart } from './process/clean-start.ts'
import { hookCall } from './shells/hook-call.ts'
import { KEYCHAIN_CHILD } from './vault/stores/keychain.ts'

const held = cleanStart(process)

// A tool that carries keys checks certificates, whatever the environment of a checked-out repository says.
delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']

// A core dump would hold every secret that is in memory: the kernel is to leave all memory out of it (core(5)).
if (process.platform === 'linux') {
  try {
    writeFileSync('/proc/self/coredump_filter', '0')
  } catch {
    // No /proc: then there is nothing that could be done.
  }
}

const { version } = manifest
const { hook, args } = hookCall(process.argv.slice(2))
if (args[0] === KEYCHAIN_CHILD) {
  import('./vault/stores/lazy/keychain-child.ts').then(({ keychainChild }) => keychainChild(process))
} else {
  // At once: all has been written by then, and to take the heap and the idle connections apart takes milliseconds.
  run(args, processContext(process, version, hook, held), version).then(exitCode => process.exit(exitCode))
}
