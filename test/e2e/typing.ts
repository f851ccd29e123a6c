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
