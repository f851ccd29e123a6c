import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { hookCall } from '../../src/shells/hook-call.ts'
import { parseEnvironment } from '../../tools/shells/real-shells.ts'

/** A call that the fake got: its words behind the hook's mark, and its environment. */
export type FakeCall = {
  /** The shell whose hook made it. */
  readonly hook: string | undefined
  /** What it told of its version. */
  readonly hookVersion: string | undefined
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

/** An `awsenv` that stands first on a PATH of its own, notes its calls, and answers what it was told to. */
export type FakeAwsenv = {
  /** A directory that goes when the fake goes. */
  readonly directory: string
  readonly env: Readonly<Record<string, string>>
  /** What the next calls print, and the status that they end with. */
  answers(text: string, status?: number): void
  /** The next calls ask on the terminal first, and fail where nothing is typed; what was typed is in `typed()`. */
  asks(question: string): void
  typed(): string
  calls(): readonly FakeCall[]
  [Symbol.dispose](): void
}

/** `using fake = fakeAwsenv()`: it is gone with the block. */
export function fakeAwsenv(): FakeAwsenv {
  const directory = mkdtempSync(join(tmpdir(), 'awsenv-fake-'))
  const file = (name: string) => join(directory, name)
  mkdirSync(file('bin'))
  mkdirSync(file('home'))
  writeFileSync(file('bin/awsenv'), program(directory))
  chmodSync(file('bin/awsenv'), 0o755)
  const answers = (text: string, status = 0) => {
    writeFileSync(file('answer'), text)
    writeFileSync(file('status'), `${status}\n`)
  }
  answers('')
  return {
    directory,
    env: { PATH: [file('bin'), process.env['PATH']].join(delimiter), HOME: file('home') },
    answers,
    asks: question => writeFileSync(file('question'), question),
    typed: () => readFileSync(file('typed'), 'utf8'),
    calls: () =>
      (existsSync(file('calls')) ? readFileSync(file('calls'), 'utf8') : '').split('\0\n').flatMap(parseCall),
    [Symbol.dispose]: () => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }),
  }
}

/** A call stands in the file as its words, a mark, and its environment, each ended by NUL; then a line feed. */
function parseCall(text: string): FakeCall[] {
  if (text === '') return []
  const [words = '', environment = ''] = text.split(`${MARK}\0`)
  return [{ ...hookCall(words.split('\0').slice(0, -1)), env: parseEnvironment(environment) }]
}

function program(directory: string): string {
  return `#!/bin/sh
cd '${directory}' || exit 99
{ [ $# = 0 ] || printf '%s\\0' "$@"; printf '%s\\0' '${MARK}'; env -0; printf '\\0\\n'; } >>calls
if [ -f question ]; then
  cat question >/dev/tty
  IFS= read -r code </dev/tty || exit 1
  printf '%s' "$code" >typed
  [ -n "$code" ] || exit 1
fi
read -r status <status
cat answer
exit "$status"
`
}

const MARK = '-- environment --'
