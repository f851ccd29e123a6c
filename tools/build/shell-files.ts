/** Makes dist/shell, which is what a package installs and what the binary brings along: the hooks, and the completions. */
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { COMPLETION_TABLE, completionFile, fullShells, hookedShells, hookFile } from '../../src/install/shell-file.ts'
import { completionFiles } from './completions.ts'

/** Gives the path of each file by its name. */
export function writeShellFiles(root: string): Readonly<Record<string, string>> {
  const folder = join(root, 'dist/shell')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'completions'), { recursive: true })
  for (const [name, text] of completionFiles()) writeFileSync(join(folder, 'completions', name), text)
  for (const name of hookedShells.map(hookFile)) cpSync(join(root, 'shell', name), join(folder, name))
  const names = [...hookedShells.map(hookFile), ...fullShells.map(completionFile), COMPLETION_TABLE]
  return Object.fromEntries(names.map(name => [name, join(folder, name)]))
}
