import type { EnvironmentChange } from '../model/environment.ts'
import { doubleQuoted } from './code-points.ts'
import { jsonChange } from './json.ts'
import { checkedEntries, type Shell } from './shell.ts'

/** elvish has one environment and no subshells, so a change stays wherever it is made. A failing program stops it. */
export const elvish: Shell = {
  name: 'elvish',
  otherNames: [],
  reads: [],
  mayRefuse: false,
  render: block,
  renderForHook: change => jsonChange(change),
  failure: () => '',
  quoted,
  evaluating: call => `eval (${call} | slurp)`,
  hook: {
    extension: 'elv',
    isPlain: true,
    source: path => `eval (slurp < ${quoted(path)})`,
    sourceIfThere: path => `if ?(nop < ${quoted(path)}) { eval (slurp < ${quoted(path)}) }`,
    extendPath: folder => `if (not (has-value $paths ${quoted(folder)})) { set paths = [$@paths ${quoted(folder)}] }`,
    startUpFiles: ({ configHome }) => [{ path: `${configHome}/elvish/rc.elv` }],
  },
}

/** One block, which elvish parses as a whole before it runs any of it. */
function block(change: EnvironmentChange): string {
  const entries = checkedEntries(change)
  if (entries.length === 0) return ''
  const statements = entries.map(([name, value]) =>
    value === undefined ? `unset-env ${name}` : `set-env ${name} ${doubleQuoted(value)}`,
  )
  return `{ ${statements.join('; ')} }\n`
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
