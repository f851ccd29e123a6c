/** The rules of the house that a machine can see. Each gives what breaks it, and nothing where all is well. Pure. */

import { circlesOf } from './circles.ts'
import { FLOORS, PURE, roomOf } from './floors.ts'
import { folderOf, type Import, importsOf, type Tree, withoutComments } from './tree.ts'

export type Rule = (tree: Tree) => readonly string[]

export const everyFolderHasAFloor: Rule = tree => {
  const known = new Set(FLOORS.flat())
  return [...new Set(sources(tree).map(roomOfFile))].filter(folder => !known.has(folder))
}

export const importsGoDown: Rule = tree =>
  inside(tree)
    .filter(({ from, to }) => roomOfFile(from) !== roomOfFile(to) && floorOf(from) >= floorOf(to))
    .map(shown)

export const foldersFormNoCircle: Rule = tree =>
  circlesOf(inside(tree).map(({ from, to }) => [roomOfFile(from), roomOfFile(to)] as const))

export const filesFormNoCircle: Rule = tree => circlesOf(inside(tree).map(({ from, to }) => [from, to] as const))

export const pureFoldersImportNothingOutside: Rule = tree =>
  importsOf(tree)
    .filter(({ from, to }) => PURE.includes(roomOfFile(from)) && !tree.has(to))
    .map(shown)

/** `commands/keys/add.ts` is `awsenv keys add`, and nothing else lies there. */
export const commandsLieAtTheirPaths: Rule = tree =>
  sources(tree)
    .filter(file => file.startsWith('src/commands/') && !pathsIn(tree.get(file) ?? '').includes(file.slice(13, -3)))
    .map(file => `${file} has the paths ${JSON.stringify(pathsIn(tree.get(file) ?? ''))}`)

export const onlyAwsImportsTheSdk: Rule = tree =>
  importsOf(tree)
    .filter(({ from, to }) => /^@(?:aws-sdk|smithy)\//.test(to) && from.startsWith('src/'))
    .filter(({ from }) => !from.startsWith('src/aws/'))
    .map(shown)

export const onlyTheTopReadsProcess: Rule = tree =>
  sources(tree)
    .filter(file => file !== 'src/main.ts' && file !== 'src/context/process-context.ts')
    .filter(file => /(?<![.\w'`-])process\.(?!exit\b)\w/.test(withoutComments(tree.get(file) ?? '')))

/** What most commands do without is loaded by import(). */
export const nothingHeavyIsLoadedAtOnce: Rule = tree => {
  const reached = reachable(tree, 'src/main.ts')
  return importsOf(tree)
    .filter(({ from, isType, isDynamic }) => reached.has(from) && !isType && !isDynamic)
    .filter(({ to }) => HEAVY.test(to))
    .map(shown)
}

export const toolsImportNoTests: Rule = tree =>
  importsOf(tree)
    .filter(({ from, to }) => !from.startsWith('test/') && to.startsWith('test/'))
    .map(shown)

export const thereAreNoDrawers: Rule = tree =>
  [...tree.keys()].filter(file => /(?:^|\/|-)(?:utils?|helpers?|common|types|misc|shared|lib)(?:\.ts$|\/)/.test(file))

export const filesAreShort: Rule = tree =>
  sources(tree).filter(file => (tree.get(file) ?? '').split('\n').length - 1 > LONGEST)

export const versionsAreExact: Rule = tree => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(tree.get('package.json') ?? '{}')
  const all: Record<string, string> = { ...dependencies, ...devDependencies, ...optionalDependencies }
  return Object.entries(all)
    .filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))
    .map(([name, version]) => `${name}@${version}`)
}

/** What the runtime depends on: each for a field of its own. */
export function dependencies(tree: Tree): readonly string[] {
  return Object.keys(JSON.parse(tree.get('package.json') ?? '{}').dependencies ?? {})
}

const LONGEST = 200
const HEAVY = /^(?:@aws-sdk|@smithy|execa|smol-toml|@napi-rs|@inquirer|fuzzysort|uqr|open$)/

function sources(tree: Tree): readonly string[] {
  return [...tree.keys()].filter(file => file.startsWith('src/'))
}

/** The imports from one file of src/ to another. */
function inside(tree: Tree): readonly Import[] {
  return importsOf(tree).filter(({ from, to }) => from.startsWith('src/') && to.startsWith('src/'))
}

/** Counted from the top; a folder without a floor lies below all. */
function floorOf(file: string): number {
  const floor = FLOORS.findIndex(folders => folders.includes(roomOfFile(file)))
  return floor === -1 ? FLOORS.length : floor
}

/** As a file would be called for them: `keys/add`; `version` for `--version`, and `start` for no word at all. */
function pathsIn(text: string): readonly string[] {
  const [, paths = ''] = /^export class .*\n(?:.*\n)*? {2}static override paths = (\[.*\])$/m.exec(text) ?? []
  if (paths === '[Command.Default]') return ['start']
  return [...paths.matchAll(/\[('[^[\]]*')\]/g)].map(([, words = '']) =>
    [...words.matchAll(/'([^']*)'/g)].map(([, word = '']) => word.replace(/^-+/, '')).join('/'),
  )
}

function reachable(tree: Tree, start: string): ReadonlySet<string> {
  const imports = importsOf(tree).filter(({ isType, isDynamic }) => !isType && !isDynamic)
  const reached = new Set([start])
  for (const file of reached) {
    for (const { from, to } of imports) if (from === file && tree.has(to)) reached.add(to)
  }
  return reached
}

function roomOfFile(file: string): string {
  return roomOf(folderOf(file))
}

function shown({ from, to }: Import): string {
  return `${from} -> ${to}`
}
