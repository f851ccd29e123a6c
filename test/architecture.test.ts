/** The house rules that a machine can see: which way imports go, how long files are, what is loaded on demand. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import * as assert from 'uvu/assert'
import { describe } from './support/describe.ts'

type Import = { readonly from: string; readonly to: string; readonly isType: boolean; readonly isDynamic: boolean }

describe('architecture', test => {
  const root = join(import.meta.dirname, '..')
  const files = sourceFiles(join(root, 'src')).map(file => relative(root, file))
  const imports = files.flatMap(file => importsOf(root, file))

  test('imports go downward only, and rooms of one floor do not know each other', () => {
    const wrong = imports
      .filter(({ to, isType }) => to.startsWith('src/') && !isType)
      .filter(({ from, to }) => !mayImport(from, to))
      .map(({ from, to }) => `${from} -> ${to}`)
    assert.equal(wrong, [])
  })

  test('the pure floor imports nothing of Node and no package', () => {
    const isOutside = (name: string) => !name.startsWith('src/')
    const wrong = imports
      .filter(({ from, to }) => isPure(from) && isOutside(to))
      .map(({ from, to }) => `${from} -> ${to}`)
    assert.equal(wrong, [])
  })

  test('nothing reachable from main loads the SDK, execa or the keychain before it is needed', () => {
    const reached = reachable('src/main.ts', imports)
    const heavy = imports.filter(
      ({ from, to, isType, isDynamic }) =>
        reached.has(from) &&
        !isType &&
        !isDynamic &&
        /^(?:@aws-sdk|@smithy|execa|smol-toml|@napi-rs|@inquirer|fuzzysort|open$)/.test(to),
    )
    assert.equal(
      heavy.map(({ from, to }) => `${from} -> ${to}`),
      [],
    )
    const lazily = imports.filter(({ isDynamic }) => isDynamic).map(({ to }) => to)
    assert.ok(
      lazily.some(to => /aws\/lazy\/sts/.test(to)),
      'the test sees the imports on demand',
    )
  })

  test('only src/aws imports the SDK', () => {
    const wrong = imports
      .filter(({ from, to }) => to.startsWith('@aws-sdk') && !from.startsWith('src/aws/'))
      .map(({ from }) => from)
    assert.equal(wrong, [])
  })

  test('no file of src/ has more than 200 lines', () => {
    const long = files.filter(file => readFileSync(join(root, file), 'utf8').split('\n').length - 1 > 200)
    assert.equal(long, [])
  })

  test('process is read in main.ts alone', () => {
    const readers = files.filter(file =>
      /(?<![.\w'`-])process\.(?!exit\b)\w/.test(withoutComments(readFileSync(join(root, file), 'utf8'))),
    )
    assert.equal(
      readers.filter(file => file !== 'src/main.ts' && file !== 'src/context/process-context.ts'),
      [],
    )
  })

  test('there are no drawers', () => {
    assert.equal(
      files.filter(file => /(?:utils?|helpers?|common|types|misc)\.ts$/.test(file)),
      [],
    )
  })

  test('the runtime depends on what the design names, and on nothing else', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    assert.equal(Object.keys(manifest.dependencies), [
      '@aws-sdk/client-iam',
      '@aws-sdk/client-sts',
      '@inquirer/search',
      '@napi-rs/keyring',
      'clipanion',
      'execa',
      'fast-string-width',
      'fuzzysort',
      'open',
      'smol-toml',
      'typanion',
    ])
    const pinned = Object.entries({
      ...manifest.dependencies,
      ...manifest.devDependencies,
      ...manifest.optionalDependencies,
    })
    assert.equal(
      pinned.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version as string)),
      [],
    )
  })
})

/** From the top of the house to its ground; a room may import what lies below it. */
const FLOORS: readonly (readonly string[])[] = [
  ['src/main.ts'],
  ['src/cli.ts', 'src/context/process-context.ts'],
  ['src/commands'],
  ['src/command-line'],
  ['src/credentials', 'src/install', 'src/setup'],
  ['src/completion'],
  ['src/context'],
  ['src/aws', 'src/profiles', 'src/vault', 'src/process', 'src/settings'],
  ['src/terminal'],
  ['src/files', 'src/runtime', 'src/shells'],
  ['src/errors.ts', 'src/model', 'src/text'],
]
const GROUND = FLOORS.length - 1

/** The floor of the innermost room that the file belongs to, counted from the top. */
function floorOf(file: string): number {
  const floors = FLOORS.flatMap((places, floor) => places.map(place => ({ place, floor })))
  const within = floors.filter(({ place }) => file === place || file.startsWith(`${place}/`))
  const innermost = within.sort((a, b) => b.place.length - a.place.length)[0]
  assert.ok(innermost, `${file} has a place in the house`)
  return (innermost as { floor: number }).floor
}

function isPure(file: string): boolean {
  return floorOf(file) === GROUND || file.startsWith('src/shells/')
}

function mayImport(from: string, to: string): boolean {
  const [above, below] = [floorOf(from), floorOf(to)]
  if (above !== below) return above < below
  return room(from) === room(to) || above === GROUND
}

function room(file: string): string {
  return file.split('/')[1] ?? ''
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.ts'))
    .map(entry => join(entry.parentPath, entry.name))
}

function importsOf(root: string, file: string): Import[] {
  const text = withoutComments(readFileSync(join(root, file), 'utf8'))
  const target = (name: string) => (name.startsWith('.') ? relative(root, join(root, dirname(file), name)) : name)
  const fixed = [...text.matchAll(/^(?:import|export)\s+(type\s)?[^'"]*?from '([^']+)'/gm)].map(
    ([, type, name = '']) => ({
      from: file,
      to: target(name),
      isType: type !== undefined,
      isDynamic: false,
    }),
  )
  const dynamic = [...text.matchAll(/(?<!typeof )\bimport\('([^']+)'\)/g)].map(([, name = '']) => ({
    from: file,
    to: target(name),
    isType: false,
    isDynamic: true,
  }))
  return [...fixed, ...dynamic]
}

function reachable(start: string, imports: readonly Import[]): ReadonlySet<string> {
  const reached = new Set([start])
  for (const file of reached) {
    for (const { from, to, isType, isDynamic } of imports) {
      if (from === file && !isType && !isDynamic && to.startsWith('src/')) reached.add(to)
    }
  }
  assert.ok(reached.size > 10, 'the walk gets somewhere')
  return reached
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
}
