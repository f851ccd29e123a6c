/** The process: builds the real Context, runs the cli, sets the exit code. */
import manifest from '../package.json' with { type: 'json' }
import { run } from './cli.ts'
import { realContext } from './context.ts'

// A tool that carries keys checks certificates, whatever the environment of a checked-out repository says.
delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']

const { version } = manifest
run(process.argv.slice(2), realContext(process, version), version).then(exitCode => {
  process.exitCode = exitCode
})
