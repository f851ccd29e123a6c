import type { Context } from '../context/context.ts'
import { detectShell } from '../shells/index.ts'

/**
 * The shell to start for the user: SHELL, as in every program; else the one that started awsenv.
 * On Windows, a native program can't run the path that Git Bash has in SHELL.
 */
export function userShell(context: Context): string {
  const { env } = context
  if (env['SHELL'] && !context.isWindows) return env['SHELL']
  if (env['MSYSTEM']) return 'bash'
  try {
    const { name } = detectShell(undefined, context)
    return name === 'powershell' && !context.isWindows ? 'pwsh' : name
  } catch {
    return context.isWindows ? 'powershell' : 'sh'
  }
}
