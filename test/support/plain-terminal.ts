/** nushell, elvish or xonsh with a person before it: the line of `init --install` in the start-up file, and a terminal. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { openPty, type Pty } from '../../tools/pty/pty.ts'
import type { PlainShell } from '../../tools/shells/plain-shells.ts'
import type { FakeAwsenv } from './fake-awsenv.ts'

/** At its first prompt. `await using` ends it with the block. */
export async function openPlain(
  { shell, interactive, hook }: PlainShell,
  fake: FakeAwsenv,
  variables: Readonly<Record<string, string>> = {},
): Promise<Pty> {
  const env = { ...fake.env, LC_ALL: 'C.UTF-8', TERM: 'xterm', NO_COLOR: '1', ...variables }
  const user = { env, configHome: '~/.config', isWindows: false, read: () => undefined }
  const [file] = shell.hook?.startUpFiles(user, '') ?? []
  const path = join(fake.directory, 'home', (file?.path ?? '').replace('~/', ''))
  mkdirSync(dirname(path), { recursive: true })
  // Twice, as where a user's file is sourced by another.
  writeFileSync(path, `${shell.hook?.source(hook)}\n`.repeat(2))
  const pty = openPty(interactive, { env })
  answer(pty)
  await atPrompt(pty)
  return pty
}

/** Waits until it reads a line: then all three tell the terminal to mark what is pasted. */
export async function atPrompt(pty: Pty): Promise<void> {
  await pty.shows(AT_PROMPT)
}

const AT_PROMPT = '\u001b[?2004h'

/** Some ask where the cursor is, as a terminal knows. */
function answer(pty: Pty): void {
  let answered = 0
  const timer = setInterval(() => {
    for (const asked = pty.screen().split('\u001b[6n').length - 1; answered < asked; answered++) pty.type('\u001b[1;1R')
  }, 20)
  void pty.ended().then(() => clearInterval(timer))
}
