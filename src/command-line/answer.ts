/** Writes a change to stdout for whoever asked: as a script for a shell, or as data. */
import type { Context } from '../context/context.ts'
import { AwsenvError, ExitCode, misused } from '../errors.ts'
import type { ToldChange } from '../model/environment.ts'
import { formatNamed } from '../shells/formats.ts'
import { detectShell } from '../shells/index.ts'
import type { Shell } from '../shells/shell.ts'
import { printable } from '../text/printable.ts'

/** A call that prints secrets: its command, and whether a terminal may show them. */
export type PrintingCall = { readonly path: readonly string[]; readonly print: boolean }

/** Writes a script for the shell that asked, or data if `--format` asks for it. */
export async function giveSession(
  context: Context,
  {
    path,
    print,
    shell,
    format,
  }: PrintingCall & { readonly shell: string | undefined; readonly format: string | undefined },
  change: () => Promise<ToldChange>,
): Promise<number> {
  return format === undefined
    ? giveScript(context, { path, print, shell }, false, change)
    : giveData(context, { path, print, format }, change)
}

/**
 * Makes a change and writes it for the shell that asked. `isIdle`: there will be nothing to evaluate, so the terminal
 * may show it, and awsenv need not know the shell.
 */
export async function giveScript(
  context: Context,
  call: PrintingCall & { readonly shell: string | undefined },
  isIdle: boolean,
  change: () => Promise<ToldChange>,
): Promise<number> {
  const found = isIdle && call.shell === undefined ? undefined : detectShell(call.shell, context)
  if (!isIdle && found !== undefined) refuseTerminal(context, call.print, () => scriptOnScreen(call.path, found))
  const told = await change()
  if (Object.keys(told.change).length > 0) {
    const shell = found ?? detectShell(call.shell, context)
    if (context.hook === undefined && shell.mayRefuse) {
      context.output.write(shell.render(told.change, told.notes.map(printable)))
      return ExitCode.done
    }
    context.output.write(context.hook === undefined ? shell.render(told.change) : shell.renderForHook(told.change))
  }
  // The change is made only now: if the script can't be written, nothing has been done.
  for (const note of told.notes) context.say(note)
  return ExitCode.done
}

/** Writes the session in one of the formats. The shell stays as it is. */
export async function giveData(
  context: Context,
  call: PrintingCall & { readonly format: string },
  change: () => Promise<ToldChange>,
): Promise<number> {
  const format = formatNamed(call.format)
  refuseTerminal(context, call.print, dataOnScreen)
  const told = await change()
  context.output.write(format.render(told.change))
  for (const note of told.notes) context.say(note)
  return ExitCode.done
}

/** Refuses, before anything is asked or done, to write what nobody reads or what shows secrets on a screen. */
function refuseTerminal({ output }: Context, print: boolean, onScreen: () => AwsenvError): void {
  if (output.isTerminal && !print) throw onScreen()
  if (output.isClosed) throw nobodyReads()
}

function scriptOnScreen(path: readonly string[], shell: Shell): AwsenvError {
  const call = ['awsenv', ...path, '…'].join(' ')
  const hook =
    shell.hook === undefined ? '' : ` or install the hook, which makes "${call}" enough (awsenv init --help);`
  return misused(
    'this would print a script with secrets on the screen instead of running it in your shell',
    `run: ${shell.evaluating(call)}${hook === '' ? ';' : hook} --print shows it anyway`,
  )
}

function dataOnScreen(): AwsenvError {
  return misused('this would print secrets on the screen', 'send it to a program or a file; --print shows it anyway')
}

function nobodyReads(): AwsenvError {
  return new AwsenvError('stdout is closed: nothing can evaluate the script', {
    hint: 'evaluate it, or send it to a file or a pipe (/dev/null opened for reading and writing looks like a closed stdout)',
  })
}
