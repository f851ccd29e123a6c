/** What a shell runs before the ways: `next` and `snapshot` note what it has, and `reset` gives it what it had. */
import type { RealShell } from '../../../tools/shells/real-shells.ts'
import { before, change } from './cell.ts'
import type { Use } from './own-ways.ts'

const had = Object.entries(before)
const names = Object.keys(change)

/** The lines, for a shell in the directory of a stage; `path` is where it finds awsenv. */
export function setUp({ shell, hook }: RealShell, use: Use, directory: string, path: string): string {
  if (shell.name === 'fish') {
    return `cd ${directory}
      set -gx PATH ${path.replaceAll(':', ' ')}
      ${use === 'hook' ? `source ${hook}` : ''}
      function snapshot; MARK=$argv[1] env -0 >>${directory}/snapshots; echo >>${directory}/snapshots; end
      function next; snapshot next; end
      function reset; set -eg ${names.join(' ')}; ${had.map(([name, value]) => `set -gx ${name} ${value}`).join('; ')}; end
      reset`
  }
  if (shell.name === 'powershell') {
    return `cd ${directory}
      $env:PATH = '${path}'
      ${use === 'hook' ? `. ${hook}` : ''}
      function global:snapshot($mark) { sh -c 'MARK=$0 env -0 >>snapshots; echo >>snapshots' $mark }
      function global:next { snapshot next }
      function global:reset { ${names.map(name => `$env:${name} = ${name in before ? `'${before[name]}'` : '$null'}`).join('; ')} }
      reset`
  }
  return `cd ${directory}
    export PATH=${path}
    ${use === 'hook' ? `. ${hook}` : ':'}
    snapshot() { MARK=$1 env -0 >>${directory}/snapshots; echo >>${directory}/snapshots; }
    next() { snapshot next; }
    reset() { unset ${names.join(' ')}; export ${had.map(([name, value]) => `${name}=${value}`).join(' ')}; }
    reset`
}

/** The call in a shell: with the hook alone, else with what evaluates it. */
export function callIn({ shell }: RealShell, use: Use, words: string): string {
  return use === 'hook' ? `awsenv ${words}` : shell.evaluating(`awsenv ${words}`)
}

export function usesOf({ hook }: RealShell): readonly Use[] {
  return hook === undefined ? ['bare'] : ['bare', 'hook']
}
