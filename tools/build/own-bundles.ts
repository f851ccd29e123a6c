/**
 * The commands that run most, or that end soonest, have a bundle each: of what all commands are made of, each needs a
 * half or less, and even from a code cache the rest takes longer to read than such a command takes to run.
 */
import { readFileSync } from 'node:fs'
import type { Plugin } from 'esbuild'

/** By the first word of the call. `--help` shows all commands. */
export const OWN_BUNDLES = [
  '--help',
  '--version',
  'assume',
  'credential-process',
  'exec',
  'list',
  'prompt',
  'status',
  'unset',
  'whoami',
] as const
export type OwnBundle = (typeof OWN_BUNDLES)[number]

/** Puts the commands of one bundle in the place of src/all-commands.ts: there is none that could wait. */
export function commandsOf(bundle: OwnBundle): Plugin {
  return {
    name: 'commands-of-a-bundle',
    setup({ onLoad }) {
      onLoad({ filter: /[\\/]src[\\/]all-commands\.ts$/ }, ({ path }) => ({
        contents: withoutWaiting(readFileSync(path, 'utf8'), bundle),
        loader: 'ts',
      }))
    },
  }
}

/** Pure. @throws Error if there is no such command */
export function withoutWaiting(allCommands: string, bundle: OwnBundle): string {
  const entries = [...allCommands.matchAll(ENTRY)].map(([, name = '', file = '', type = '']) => ({ name, file, type }))
  const own = bundle === '--help' ? entries : entries.filter(({ name }) => name === bundle)
  if (own.length === 0) throw new Error(`src/all-commands.ts has no command ${bundle}`)
  const imports = new Set(own.map(({ file, type }) => `import { ${type} } from '${file}'\n`))
  const types = [...new Set(own.map(({ type }) => type))].join(', ')
  const called = bundle === '--help' ? 'undefined' : types
  return `${[...imports].join('')}
export const commandCalled = async () => ${called}
export const allCommands = async () => [${types}]
`
}

const ENTRY = /\[\s*'([^']+)',\s*async \(\) =>\s*\(await import\('([^']+)'\)\)\.(\w+),?\s*\]/g
