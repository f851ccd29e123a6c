import type { Context } from '../context/context.ts'
import { detectShell } from '../shells/index.ts'

/**
 * The shell to start for the user: that of SHELL, as every program has it; else the one that awsenv was started from.
 * On Windows a native program can't run what SHELL is in Git Bash, a path of its own world.
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
