import type { Context } from '../../../context/context.ts'
import { readTextFile } from '../../../files/read.ts'
import { hookedShells, hookFile } from '../../../install/shell-file.ts'
import { readAsset } from '../../../runtime/assets.ts'
import { hookVersionIn } from '../../../shells/hook-call.ts'
import { shellOf } from '../../../shells/index.ts'
import { shellWord } from '../../../shells/posix.ts'
import { type Check, type Finding, failure, known, ok, warning, words } from '../../finding.ts'
import { type Line, startUpLines } from './start-up-files.ts'

/** Which hook this shell has loaded, and which one new shells will load. The hook itself tells its version with the call. */
export const hook: Check<Context> = {
  name: 'hook',
  ok: 'this shell has the hook of this awsenv',
  find: context => [loaded(context), ...startUpLines(context.home).flatMap(line => sourced(context, line))],
}

function loaded({ hook: name, hookVersion, evaluatorNames }: Context): Finding {
  const shell = hookedShells.find(one => one.name === name)
  if (shell === undefined)
    return warning(
      words`no hook has called awsenv: without one, awsenv assume prints a script instead of changing the shell`,
      `awsenv init ${shellOf(evaluatorNames())?.name ?? 'SHELL'} --install, then open a new shell`,
    )
  const version = hookVersionIn(readAsset(hookFile(shell)))
  if (hookVersion === version) return ok(words`this ${known(shell.name)} has the hook of this awsenv`)
  return warning(
    words`this ${known(shell.name)} has loaded the hook of another awsenv`,
    shell.hook.isPlain
      ? 'open a new shell'
      : `open a new shell; or load the hook here: ${shell.evaluating(`command awsenv init ${shell.name}`)}`,
  )
}

/** A line of `init --install`, or of the same kind, that sources a file which is gone or of another version. */
function sourced({ home }: Context, { path, number, text }: Line): readonly Finding[] {
  const [, quoted, file = quoted ?? ''] = SOURCE.exec(text) ?? []
  const extension = /(?:^|[\\/])awsenv\.(\w+)$/.exec(file)?.[1]
  const shell = hookedShells.find(one => one.hook.extension === extension)
  if (shell === undefined) return []
  const hookPath = file.replace(/^(?:~|\$HOME|\$\{HOME\})(?=\/)/, home)
  const found = readTextFile(hookPath)
  const again = `awsenv init ${shell.name}`
  if (found === undefined)
    return [
      failure(
        words`"${path}", line ${number}, loads the hook from "${hookPath}", which does not exist`,
        `${again} --install`,
      ),
    ]
  if (found === readAsset(hookFile(shell))) return []
  return [
    warning(
      words`"${path}", line ${number}, loads the hook from "${hookPath}", which is of another version`,
      `${again} >${shellWord(hookPath)}`,
    ),
  ]
}

const SOURCE = /^[^#]*(?:^|[\s;{&|(])(?:(?:\.|source|slurp <)\s+|open\()(?:\(if \()?(?:'([^']+)'|"?([^\s"';]+))/
