/** The ways in which a shell and awsenv come together: with the hook, or bare by eval. */
import { realShells } from '../../tools/shells/real-shells.ts'

export type Way = {
  readonly title: string
  readonly program: string
  readonly isHooked: boolean
  /** A command line that runs a script in the shell. It ends with a builtin, since zsh becomes what it calls last. */
  argv(script: string): readonly string[]
  /** A call of awsenv that is to change the shell; `before` are assignments for this call. */
  call(words: string, before?: string): string
}

/** The shells of the tests, as strict as they can be; those that have a hook, with it too, as `awsenv init` prints it. */
export const ways: readonly Way[] = realShells.flatMap(({ shell, argv, hook }) => {
  const [program, ...options] = argv
  const bare: Way = {
    title: `${program}, bare`,
    program,
    isHooked: false,
    argv: script => [program, ...options, '-c', `${script}\n:`],
    call: (words, before = '') => `eval "$(${before} awsenv ${words})"`,
  }
  if (hook === undefined) return [bare]
  const hooked: Way = {
    title: `${program}, hooked`,
    program,
    isHooked: true,
    argv: script => [program, ...options, '-c', `eval "$(awsenv init ${shell.name})"\n${script}\n:`],
    call: (words, before = '') => `${before} awsenv ${words}`,
  }
  return [bare, hooked]
})
