/** A shell on a terminal, and somebody who types into it. */
import { openPty, type Pty } from '../../tools/pty/pty.ts'
import type { Stage } from './stage.ts'

/** At its first prompt. */
export async function shellOf(stage: Stage, interactive: readonly string[]): Promise<Pty> {
  const pty = openPty(interactive, { env: stage.env, cwd: stage.cwd })
  pty.type("PS1='@''> '; PROMPT_EOL_MARK=\r") // the prompt is not in its own echo
  await pty.shows('@> ')
  return pty
}

/** Types a line, and gives what is shown until the next prompt. */
export async function enter(pty: Pty, line: string): Promise<string> {
  pty.type(`${line}\r`)
  return pty.shows('@> ')
}

/** Types `keys add default` with these options, and alice's key, into a vault that a passphrase is to seal. */
export async function addKey(pty: Pty, { alice }: Stage['world'], passphrase: string, options = ''): Promise<void> {
  pty.type(`awsenv keys add default${options}\r`)
  await pty.shows('key id')
  await pty.shows(': ')
  pty.type(`${alice.accessKeyId}\r`)
  await pty.shows('(not shown): ')
  pty.type(`${alice.secretAccessKey}\r`)
  await pty.shows('a new passphrase for')
  await pty.shows('.vault: ')
  pty.type(`${passphrase}\r`)
  await pty.shows('the same again: ')
  pty.type(`${passphrase}\r`)
  await pty.shows('@> ')
}
