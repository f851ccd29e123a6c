/** `npm run picture`: what the prompt looks like, played by the built binary in a real bash, drawn into docs/prompt.svg. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openPty } from '../pty/pty.ts'
import { demoWorld } from '../sandbox/demo-world.ts'
import { startSandbox } from '../sandbox/sandbox.ts'
import { makeHome, memoryDirectory, pinEndpoint } from './private-home.ts'
import { terminalSvg } from './terminal-svg.ts'

/** What `clear` ends with in an xterm. */
const CLEARED = '\x1b[3J'

const sandbox = await startSandbox()
const { account, alice } = demoWorld(sandbox)
const home = join(memoryDirectory(), 'alice')
const env = {
  ...makeHome(home, sandbox.url, alice),
  TERM: 'xterm-256color',
  PS1: '$ ',
  BASH_SILENCE_DEPRECATION_WARNING: '1',
}
pinEndpoint(home, sandbox.url)
await using terminal = openPty(['bash', '--noprofile', '--norc', '-i'], { env, cwd: home })
terminal.type('bind "set enable-bracketed-paste off"; PS1="~/infra $ "; . "$(awsenv init bash --path)"; clear\r')
await terminal.shows(CLEARED)
await terminal.shows('infra $ ')

for (const [command, question] of [
  ['awsenv login', 'MFA code'],
  [`awsenv assume ${account.id} Admin`],
  [`awsenv assume ${account.id} team/dev/Deploy --duration 15m`],
  ['sleep 2'],
  ['awsenv unset'],
]) {
  terminal.type(`${command}\r`)
  if (question !== undefined) {
    await terminal.shows(question)
    terminal.type(`${sandbox.nextMfaCode(alice.mfaSerial)}\r`)
  }
  await terminal.shows('infra $ ')
}
const shown = terminal.screen().split(CLEARED).at(-1) ?? ''
const title = 'a terminal: awsenv login, assume, assume, unset, with the role and its time in the prompt'
writeFileSync(join(import.meta.dirname, '../../docs/prompt.svg'), terminalSvg(shown, title))
await sandbox.close()
process.stdout.write('docs/prompt.svg is drawn\n')
