import type { EnvironmentChange } from '../model/environment.ts'
import { doubleQuoted } from './code-points.ts'
import { jsonChange } from './json.ts'
import { checkedEntries, type Shell, type StartUpFile, type User } from './shell.ts'

/**
 * The script is Python alone, for `exec`: xonsh's own `execx` takes what is no Python, such as a script that was cut,
 * for a command line, and runs it.
 */
export const xonsh: Shell = {
  name: 'xonsh',
  otherNames: [],
  reads: [],
  mayRefuse: false,
  render: expression,
  renderForHook: change => jsonChange(change),
  failure: exitCode => `raise RuntimeError('awsenv ended with status ${exitCode}')\n`,
  quoted: doubleQuoted,
  evaluating: call => `exec($(${call}))`,
  hook: {
    extension: 'xsh',
    isPlain: true,
    source: path => `exec(open(${doubleQuoted(path)}).read())`,
    sourceIfThere: path =>
      `exec(open(${doubleQuoted(path)}).read()) if __import__("os").path.exists(${doubleQuoted(path)}) else None`,
    extendPath: folder => `$PATH.append(${doubleQuoted(folder)})`,
    startUpFiles,
  },
}

/** One expression, so that one which was cut is no Python. */
function expression(change: EnvironmentChange): string {
  const entries = checkedEntries(change)
  if (entries.length === 0) return ''
  const changes = entries.map(([name, value]) =>
    value === undefined ? `env.pop("${name}", None)` : `env.__setitem__("${name}", ${doubleQuoted(value)})`,
  )
  return `(lambda env: (${changes.join(', ')}, None))(__import__("builtins").__xonsh__.env)\n`
}

function startUpFiles({ configHome, read }: User): readonly StartUpFile[] {
  const own = `${configHome}/xonsh/rc.xsh`
  return [{ path: read(own) === undefined ? '~/.xonshrc' : own }]
}
