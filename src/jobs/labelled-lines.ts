/** Each line with the name of its command in front; stdout stays stdout, stderr stays stderr. */
import type { Context } from '../context/context.ts'
import type { Stream } from '../process/jobs.ts'
import { padded, widest } from '../terminal/table.ts'
import { printable } from '../text/printable.ts'
import { byLines } from './lines.ts'
import type { Reporter } from './reporter.ts'

export type Label = { readonly name: string; readonly colour: string | undefined }

export function labelledLines(
  { env, output: stdout, stderr }: Context,
  labels: readonly Label[],
): (index: number) => Reporter {
  const names = labels.map(({ name }) => printable(name))
  const width = widest(names)
  const hasColours = !env['NO_COLOR']
  const sinks = { stdout, stderr }
  return index => {
    const name = padded(names[index] ?? '', width)
    const colour = labels[index]?.colour ?? TURNS[index % TURNS.length] ?? 'cyan'
    const prefixOf = (stream: Stream) =>
      Buffer.from(
        sinks[stream].isTerminal && hasColours ? `\u001b[${COLOURS[colour]}m${name} |\u001b[0m ` : `${name} | `,
      )
    const prefixes = { stdout: prefixOf('stdout'), stderr: prefixOf('stderr') }
    const { output, rest } = byLines((stream, lines) => {
      // All at once: a line is never torn by another one.
      sinks[stream].write(Buffer.concat(lines.flatMap(line => [prefixes[stream], line, NEWLINE])))
    })
    return { started() {}, output, ended: rest }
  }
}

/** As in the prompt, by the settings' names. */
const COLOURS: Readonly<Record<string, number>> = { red: 31, green: 32, yellow: 33, blue: 34, magenta: 35, cyan: 36 }
/** For accounts without a colour of their own. Red looks like an error. */
const TURNS = ['cyan', 'yellow', 'green', 'magenta', 'blue'] as const
const NEWLINE = Buffer.from('\n')
