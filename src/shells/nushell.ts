import { AwsenvError } from '../errors.ts'
import { jsonChange } from './json.ts'
import type { Shell, StartUpFile, User } from './shell.ts'

/**
 * nushell evaluates no text, but load-env takes a record. There null only hides a variable from programs; the hook
 * removes it. A pipeline fails if its program fails, whatever that printed.
 */
export const nushell: Shell = {
  name: 'nushell',
  otherNames: ['nu'],
  reads: [],
  mayRefuse: false,
  render: change => jsonChange(change),
  renderForHook: change => jsonChange(change),
  failure: () => '',
  quoted,
  evaluating: call => `${call} | from json | load-env`,
  hook: {
    extension: 'nu',
    isPlain: true,
    source: path => `source ${quoted(path)}`,
    // nushell looks for the file when it parses the line.
    sourceIfThere: path => `source (if (${quoted(path)} | path exists) { ${quoted(path)} } else { null })`,
    extendPath: folder => `$env.PATH = ($env.PATH | split row (char esep) | append ${quoted(folder)} | uniq)`,
    startUpFiles,
  },
}

/** Single quotes take everything but themselves. */
function quoted(text: string): string {
  return text.includes("'") ? `"${text.replace(/["\\]/g, '\\$&')}"` : `'${text}'`
}

function startUpFiles({ env, configHome, isWindows, read }: User, line: string): readonly StartUpFile[] {
  if (isWindows) {
    throw new AwsenvError("nushell's start-up file can't be found from outside it", {
      hint: `in nushell run: config nu (awsenv's line there is: ${line})`,
    })
  }
  const onMac = '~/Library/Application Support/nushell/config.nu'
  const isThere = !env['XDG_CONFIG_HOME'] && read(onMac) !== undefined
  return [{ path: isThere ? onMac : `${configHome}/nushell/config.nu` }]
}
