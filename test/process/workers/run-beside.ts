/** Runs its arguments as it has to be done on Windows, where Node's execve() throws. */
import { runProgram } from '../../../src/process/program.ts'

const { pid, ppid } = process
const host = {
  pid,
  ppid,
  platform: 'win32',
  execve: process.execve,
  kill: process.kill.bind(process),
  on: process.on.bind(process),
  off: process.off.bind(process),
  removeAllListeners: process.removeAllListeners.bind(process),
} as unknown as Parameters<typeof runProgram>[0]
const [name = '', ...args] = process.argv.slice(2)
try {
  process.exitCode = await runProgram(host, [name, ...args], process.env)
} catch (error) {
  process.exitCode = (error as { exitCode: number }).exitCode
}
