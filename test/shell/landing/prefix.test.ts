/** 1.5 Each managed variable, set for the call alone (`AWS_REGION=x awsenv assume`), which the shell takes back after it. */
import * as assert from 'uvu/assert'
import { changed } from '../../../src/model/environment.ts'
import { fishShell, has, realShells, runShell } from '../../../tools/shells/real-shells.ts'
import { describe, needing } from '../../support/describe.ts'
import { after, before, byWay, change, landing, NOTE, stage, stateOf } from './cell.ts'

describe('shell: a managed variable for the call alone', test => {
  const names = Object.keys(change)
  const BETWEEN = '-- the next name --'
  const seenIn = (name: string, environment = changed(after, { [name]: before[name] })) => stateOf(environment)

  for (const real of [...realShells, fishShell]) {
    const [program] = real.argv
    const { shell, hook } = real
    for (const use of hook === undefined ? (['bare'] as const) : (['bare', 'hook'] as const)) {
      needing(
        test,
        program,
        has(program),
      )(`1.5 ${program}, ${use}: ${said(`${shell.name}, ${use}`)}`, () => {
        using at = stage(use === 'hook' ? shell.renderForHook(change) : shell.render(change, [NOTE]))
        const call = use === 'hook' ? 'awsenv assume x' : shell.evaluating('awsenv assume x')
        const isFish = shell.name === 'fish'
        const lines = names.map(name => `reset; echo '${BETWEEN}' >&2; ${name}=one ${call} && next; snapshot end`)
        const { stderr } = runShell(real, [...(isFish ? inFish(use) : inPosix(use)), ...lines].join('\n'), {
          env: at.env,
          args: [hook ?? '', at.directory],
        })
        const [seen, errors] = [byWay(at.snapshots()), stderr.split(`${BETWEEN}\n`).slice(1)]
        for (const [i, name] of names.entries()) {
          const what = landing(seen[i] ?? [], errors[i] ?? '')
          const [first] = seen[i] ?? []
          if (program === 'zsh') {
            // Beyond reach: the shell takes the variable back, and doesn't tell that it will.
            assert.equal([first?.state, seen[i]?.[1]?.state], [seenIn(name), seenIn(name)], name)
          } else {
            assert.is(what, expected(`${shell.name}, ${use}`, name), name)
          }
        }
      })
    }
  }

  /** Without the hook, bash takes back only what it had before; dash, and fish for the program alone, nothing. */
  function expected(column: string, name: string): string {
    if (column === 'bash, hook' || column === 'fish, hook') return 'fails'
    return column === 'bash, bare' && name in before ? 'fails' : 'lands'
  }

  function said(column: string): string {
    if (column.startsWith('zsh')) return 'the shell keeps what it had, and goes on: beyond reach'
    if (column.endsWith('hook')) return 'each one stops the call'
    return column === 'bash, bare' ? 'each one that the shell has stops the call' : 'the change is whole'
  }

  function inPosix(use: string): string[] {
    const had = Object.entries(before).map(([name, value]) => `${name}=${value}`)
    return [
      use === 'hook' ? '. "$1"' : ':',
      'cd "$2"; set +e',
      'snapshot() { MARK=$1 env -0 >>snapshots; echo >>snapshots; }',
      'next() { snapshot next; }',
      `reset() { unset ${names.join(' ')}; export ${had.join(' ')}; }`,
    ]
  }

  function inFish(use: string): string[] {
    const had = Object.entries(before).map(([name, value]) => `set -gx ${name} ${value}`)
    return [
      use === 'hook' ? 'source $argv[2]' : '',
      'cd $argv[3]',
      'function snapshot; MARK=$argv[1] env -0 >>snapshots; echo >>snapshots; end',
      'function next; snapshot next; end',
      `function reset; set -eg ${names.join(' ')}; ${had.join('; ')}; end`,
    ]
  }
})
