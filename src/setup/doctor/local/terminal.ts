import { join } from 'node:path'
import type { Context } from '../../../context/context.ts'
import { xdgDirectory } from '../../../files/directories.ts'
import { type Check, type Finding, known, warning, words } from '../../finding.ts'
import { otherText } from './other-text.ts'

/** What VS Code's terminal and Git Bash do to variables. */
export const terminal: Check<Context> = {
  name: 'terminal',
  ok: 'this terminal hands on what a role needs',
  find: context => [...ofCode(context), ...ofGitBash(context)],
}

/** VS Code can set variables in each of its terminals, over those of the shell's own start-up. */
function ofCode({ env, home, isWindows }: Context): readonly Finding[] {
  if (env['TERM_PROGRAM'] !== 'vscode') return []
  const folders = [
    ...(isWindows && env['APPDATA'] ? [env['APPDATA']] : []),
    join(home, 'Library', 'Application Support'),
    xdgDirectory(env, home, 'config'),
  ]
  const files = [
    ...folders.map(folder => join(folder, 'Code', 'User', 'settings.json')),
    join(env['PWD'] || '.', '.vscode', 'settings.json'),
  ]
  return files.flatMap(file => {
    const text = otherText(file)
    const [, section = ''] = /"terminal\.integrated\.env\.\w+"\s*:\s*\{([^}]*)\}/.exec(text) ?? []
    const names = [...section.matchAll(/"(AWS_[A-Z_]+)"\s*:/g)].map(([, name = '']) => name)
    return names.map(name =>
      warning(
        words`VS Code sets ${name} in each of its terminals ("${file}")`,
        `remove ${name} from terminal.integrated.env there, and open a new terminal`,
      ),
    )
  })
}

/** MSYS2 rewrites a value that begins with a slash when it starts a program of Windows. The hook keeps secrets from it. */
function ofGitBash({ env }: Context): readonly Finding[] {
  if (!env['MSYSTEM']) return []
  const slashed = ['AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'].filter(name => env[name]?.startsWith('/'))
  const kept = (env['MSYS2_ENV_CONV_EXCL'] ?? '').split(';')
  return slashed
    .filter(name => !kept.includes('*') && !kept.some(prefix => prefix !== '' && name.startsWith(prefix)))
    .map(name =>
      warning(
        words`Git Bash hands ${known(name)}, which begins with a slash, to programs of Windows as a path`,
        `export MSYS2_ENV_CONV_EXCL="\${MSYS2_ENV_CONV_EXCL:+$MSYS2_ENV_CONV_EXCL;}AWS_SECRET_ACCESS_KEY;AWS_SESSION_TOKEN"; with the hook, awsenv does that itself`,
      ),
    )
}
