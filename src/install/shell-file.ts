import { AwsenvError, ExitCode } from '../errors.ts'
import { assetNames } from '../runtime/assets.ts'
import { shells } from '../shells/index.ts'

/** What awsenv brings along for a shell: the hook, or what completes its words. */
export type ShellFileKind = 'hook' | 'completions'

/** The name of a shell's file among the assets. */
export function shellFile(kind: ShellFileKind, shell: string): string {
  const names = shellsWith(kind)
  if (names.includes(shell)) return fileName(kind, shell)
  throw new AwsenvError(`there ${kind === 'hook' ? 'is no hook' : 'are no completions'} for "${shell}"`, {
    hint: `choose one of: ${names.join(', ')}`,
    exitCode: ExitCode.misused,
  })
}

/** The shells that have such a file. */
export function shellsWith(kind: ShellFileKind): readonly string[] {
  return shells.map(({ name }) => name).filter(name => assetNames().includes(fileName(kind, name)))
}

function fileName(kind: ShellFileKind, shell: string): string {
  return `${kind === 'hook' ? '' : 'completions/'}awsenv.${EXTENSIONS[shell] ?? shell}`
}

/** Where the file's name does not end in the shell's. */
const EXTENSIONS: Readonly<Record<string, string>> = { powershell: 'ps1' }
