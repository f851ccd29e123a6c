/** Adds the hook's line to a shell's start-up files, or removes it, after showing the change and asking. */
import { join } from 'node:path'
import type { Context } from '../context/context.ts'
import { AwsenvError, ExitCode } from '../errors.ts'
import { xdgDirectory } from '../files/directories.ts'
import { readTextFile } from '../files/read.ts'
import { writeTextFile } from '../files/write.ts'
import { shellWord } from '../shells/posix.ts'
import type { StartUpFile } from '../shells/shell.ts'
import { confirm } from '../terminal/confirm.ts'
import { wayToBinary } from './own-path.ts'
import type { HookedShell } from './shell-file.ts'
import { withLine, withoutLine } from './start-up-line.ts'

/** A start-up file before and after the change; undefined means no file. */
type Edit = {
  readonly path: string
  readonly before: string | undefined
  readonly after: string | undefined
  readonly line?: string
}

export function installHook(context: Context, shell: HookedShell, file: string, isAgreed: boolean): void {
  const way = wayToBinary(context)
  const pathSteps = way.kind === 'add' ? [shell.hook.extendPath(folderFor(context, shell, way.folder))] : []
  const hookPath = forShell(context, shell, file)
  const steps = [...pathSteps, shell.hook.sourceIfThere(hookPath)]
  const whole = steps.join('; ')
  const edits = filesOf(context, shell, whole).map(({ path, isShared }) => {
    const line = isShared ? `[ -z "\${BASH_VERSION-}" ] || ${steps.length > 1 ? `{ ${whole}; }` : whole}` : whole
    const before = readTextFile(path)
    return { path, before, after: withLine(before, line), line }
  })
  if (way.kind === 'add') context.say(`"${way.folder}" is not on PATH: the line puts it there`)
  carryOut(context, edits, isAgreed, ({ path, line }) => `these lines go to the end of "${path}":\n  + ${line}`)
  const here = [...pathSteps, shell.hook.source(hookPath)].join('; ')
  context.say(`new ${shell.name} shells load the hook; to load it here, run: ${here}`)
  if (way.kind === 'move') {
    context.say(`they won't find awsenv, which is not on PATH; run: ${linkLine(context, way.executable)}`)
  }
}

export function uninstallHook(context: Context, shell: HookedShell, file: string, isAgreed: boolean): void {
  const edits = filesOf(context, shell, shell.hook.source(file)).flatMap(({ path }) => {
    const before = readTextFile(path)
    return before === undefined ? [] : [{ path, before, after: withoutLine(before) }]
  })
  carryOut(context, edits, isAgreed, ({ path, after }) =>
    after === undefined ? `"${path}", which has nothing else, goes` : `"${path}" loses awsenv's line`,
  )
}

function carryOut(context: Context, all: readonly Edit[], isAgreed: boolean, told: (edit: Edit) => string): void {
  const edits = all.filter(({ before, after }) => before !== after)
  if (edits.length === 0) {
    context.say('there is nothing to change')
    return
  }
  for (const edit of edits) for (const text of told(edit).split('\n')) context.say(text)
  if (!isAgreed && !agrees(context)) throw new AwsenvError('you said no: nothing has changed')
  for (const { path, before, after } of edits) writeTextFile(path, before, after)
}

function agrees(context: Context): boolean {
  if (!context.terminal.isPresent()) {
    throw new AwsenvError('there is no terminal to ask on', {
      hint: 'add --yes, if that is what you want',
      exitCode: ExitCode.cannotAsk,
    })
  }
  return confirm(context, 'Do it?', 'yes')
}

function filesOf(context: Context, { hook }: HookedShell, line: string): readonly StartUpFile[] {
  const home = shellHome(context)
  const absolute = (path: string) => (path.startsWith('~/') ? join(home, path.slice(2)) : path)
  const { env, isWindows } = context
  const user = { env, configHome: xdgDirectory(env, '~', 'config'), isWindows }
  const files = hook.startUpFiles({ ...user, read: path => readTextFile(absolute(path)) }, line)
  return files.map(file => ({ ...file, path: absolute(file.path) }))
}

/** On Windows, a shell uses HOME if it is set; Windows itself has USERPROFILE. */
function shellHome({ env, home, isWindows }: Context): string {
  const own = env['HOME'] ?? ''
  return isWindows && /^[A-Za-z]:[\\/]/.test(own) ? own : home
}

/** bash for Windows looks up a path with backslashes on PATH only. */
function forShell({ isWindows }: Context, { name }: HookedShell, path: string): string {
  return isWindows && name !== 'powershell' ? path.replaceAll('\\', '/') : path
}

/** Git Bash separates PATH by colons, and its drives are folders. */
function folderFor(context: Context, shell: HookedShell, folder: string): string {
  const path = forShell(context, shell, folder)
  return path === folder ? folder : path.replace(/^([A-Za-z]):/, (_, drive: string) => `/${drive.toLowerCase()}`)
}

function linkLine({ home, isWindows }: Context, executable: string): string {
  const place = join(home, '.local', 'bin')
  if (isWindows) return `copy "${executable}" to a folder of PATH, as awsenv.exe`
  return `mkdir -p ${shellWord(place)} && cp ${shellWord(executable)} ${shellWord(join(place, 'awsenv'))}, and see that "${place}" is on PATH`
}
