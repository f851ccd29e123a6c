/** Each rule, broken in a tree that is made up: a rule that can't fail says nothing about the tree that is there. */
import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'
import * as all from './rules.ts'
import { importsOf } from './tree.ts'

type Files = Readonly<Record<string, string>>

const treeOf = (files: Files) => new Map(Object.entries(files))

const SOUND: Files = {
  'package.json': '{ "dependencies": { "a": "1.2.3" }, "devDependencies": { "b": "0.0.1" } }',
  'src/main.ts': "import { run } from './cli.ts'\nprocess.exit(run())\n",
  'src/cli.ts': "import { KeysAddCommand } from './commands/keys/add.ts'\nexport const run = () => KeysAddCommand\n",
  'src/commands/keys/add.ts':
    "import type { Context } from '../../context/context.ts'\n\nexport class KeysAddCommand extends AwsenvCommand {\n  static override paths = [['keys', 'add']]\n}\n",
  'src/commands/start.ts': 'export class StartCommand {\n  static override paths = [Command.Default]\n}\n',
  'src/commands/version.ts': "export class VersionCommand {\n  static override paths = [['--version'], ['-v']]\n}\n",
  'src/context/context.ts': "import type { Arn } from '../model/arn.ts'\nexport type Context = { a: Arn }\n",
  'src/aws/sts.ts': "const sdk = await import('./lazy/sts.ts')\n",
  'src/aws/lazy/sts.ts': "export { STSClient } from '@aws-sdk/client-sts'\n",
  'src/model/arn.ts': "import { AwsenvError } from '../errors.ts'\n// import { readFileSync } from 'node:fs'\n",
  'src/errors.ts': '/** process.env is read elsewhere. */\nexport class AwsenvError {}\n',
  'tools/bench/bench.ts': "import { run } from '../../src/cli.ts'\n",
}

/** What a rule says of the sound tree with files changed. */
const BREAKS: readonly (readonly [rule: string, what: string, files: Files, said: readonly string[]])[] = [
  ['everyFolderHasAFloor', 'a new folder', { 'src/sauna/steam.ts': '' }, ['src/sauna']],
  ['everyFolderHasAFloor', 'a new folder in a room', { 'src/vault/attic/box.ts': '' }, ['src/vault/attic']],
  ['everyFolderHasAFloor', 'a new file of src/ itself', { 'src/loose.ts': '' }, ['src/loose.ts']],
  [
    'importsGoDown',
    'an import that goes up',
    { 'src/model/arn.ts': "import { x } from '../context/context.ts'\n" },
    ['src/model/arn.ts -> src/context/context.ts'],
  ],
  [
    'importsGoDown',
    'the import of a type that goes up',
    { 'src/model/arn.ts': "import type { Context } from '../context/context.ts'\n" },
    ['src/model/arn.ts -> src/context/context.ts'],
  ],
  [
    'importsGoDown',
    'the import of a type by typeof',
    { 'src/model/arn.ts': "type X = typeof import('../context/context.ts')\n" },
    ['src/model/arn.ts -> src/context/context.ts'],
  ],
  [
    'importsGoDown',
    'an import on demand that goes up',
    { 'src/model/arn.ts': "const x = () => import('../context/context.ts')\n" },
    ['src/model/arn.ts -> src/context/context.ts'],
  ],
  [
    'importsGoDown',
    'an import for its effect that goes up',
    { 'src/model/arn.ts': "import '../context/context.ts'\n" },
    ['src/model/arn.ts -> src/context/context.ts'],
  ],
  [
    'importsGoDown',
    'an export that goes up, over several lines',
    { 'src/model/arn.ts': "export {\n  x,\n  y,\n} from '../context/context.ts'\n" },
    ['src/model/arn.ts -> src/context/context.ts'],
  ],
  [
    'importsGoDown',
    'rooms of one floor that know each other',
    { 'src/install/hook-line.ts': "import { x } from '../completion/names.ts'\n", 'src/completion/names.ts': '' },
    ['src/install/hook-line.ts -> src/completion/names.ts'],
  ],
  [
    'foldersFormNoCircle',
    'two folders that import types from each other',
    {
      'src/model/arn.ts': "import type { Context } from '../context/context.ts'\n",
    },
    ['src/context -> src/model -> src/context'],
  ],
  [
    'filesFormNoCircle',
    'three files of one folder in a circle, by types',
    {
      'src/model/a.ts': "import type { B } from './b.ts'\n",
      'src/model/b.ts': "import type { C } from './c.ts'\n",
      'src/model/c.ts': "import { a } from './a.ts'\n",
    },
    ['src/model/a.ts -> src/model/b.ts -> src/model/c.ts -> src/model/a.ts'],
  ],
  [
    'pureFoldersImportNothingOutside',
    'a module of Node',
    { 'src/model/arn.ts': "import { readFileSync } from 'node:fs'\n" },
    ['src/model/arn.ts -> node:fs'],
  ],
  [
    'pureFoldersImportNothingOutside',
    'a package, for a type',
    { 'src/errors.ts': "import type { x } from 'execa'\n" },
    ['src/errors.ts -> execa'],
  ],
  [
    'commandsLieAtTheirPaths',
    'what is no command',
    { 'src/commands/confirm.ts': 'export const confirm = () => true\n' },
    ['src/commands/confirm.ts has the paths []'],
  ],
  [
    'commandsLieAtTheirPaths',
    'a command in another file than its path says',
    { 'src/commands/add.ts': "export class A {\n  static override paths = [['keys', 'add']]\n}\n" },
    ['src/commands/add.ts has the paths ["keys/add"]'],
  ],
  [
    'onlyAwsImportsTheSdk',
    'the SDK in another room',
    { 'src/vault/private-files.ts': "const x = () => import('@aws-sdk/client-sts')\n" },
    ['src/vault/private-files.ts -> @aws-sdk/client-sts'],
  ],
  [
    'onlyTheTopReadsProcess',
    'process elsewhere',
    { 'src/vault/private-files.ts': 'const { x } = process.env\n' },
    ['src/vault/private-files.ts'],
  ],
  [
    'nothingHeavyIsLoadedAtOnce',
    'the SDK by way of others',
    {
      'src/cli.ts': "import { call } from './aws/sts.ts'\n",
      'src/aws/sts.ts': "import { STSClient } from './lazy/sts.ts'\n",
    },
    ['src/aws/lazy/sts.ts -> @aws-sdk/client-sts'],
  ],
  [
    'toolsImportNoTests',
    'a tool that imports test equipment',
    { 'tools/demo/demo.ts': "import { fakeAwsenv } from '../../test/support/fake-awsenv.ts'\n" },
    ['tools/demo/demo.ts -> test/support/fake-awsenv.ts'],
  ],
  ['thereAreNoDrawers', 'a file of utils', { 'src/model/string-utils.ts': '' }, ['src/model/string-utils.ts']],
  ['thereAreNoDrawers', 'a folder of helpers', { 'tools/helpers/x.ts': '' }, ['tools/helpers/x.ts']],
  ['filesAreShort', 'a file of 201 lines', { 'src/model/long.ts': '\n'.repeat(201) }, ['src/model/long.ts']],
  [
    'versionsAreExact',
    'a range, in any of the lists',
    { 'package.json': '{ "dependencies": { "a": "1.0.0" }, "devDependencies": { "b": "^1.0.0" } }' },
    ['b@^1.0.0'],
  ],
]

describe('architecture rules', test => {
  const { dependencies, ...rules } = all

  for (const [name, rule] of Object.entries(rules)) {
    test(`${name} finds nothing in a sound tree`, () => assert.equal(rule(treeOf(SOUND)), []))
    test(`${name} is broken by a case below`, () => assert.ok(BREAKS.some(([broken]) => broken === name)))
  }

  for (const [name, what, files, said] of BREAKS) {
    test(`${name} finds ${what}`, () => {
      const rule = new Map(Object.entries(rules)).get(name)
      assert.equal(rule?.(treeOf({ ...SOUND, ...files })), said)
    })
  }

  test('what is loaded on demand, or for its type, is not loaded at once', () => {
    const files = { 'src/cli.ts': "import type { A } from './aws/lazy/sts.ts'\nimport { call } from './aws/sts.ts'\n" }
    assert.equal(rules.nothingHeavyIsLoadedAtOnce(treeOf({ ...SOUND, ...files })), [])
  })

  test('a file of 200 lines is short enough', () => {
    assert.equal(rules.filesAreShort(treeOf({ 'src/model/long.ts': '\n'.repeat(200) })), [])
  })

  test('the dependencies of the runtime are told from those of the development', () => {
    assert.equal(dependencies(treeOf(SOUND)), ['a'])
  })

  test('an import in a comment, or in a string, is none', () => {
    const text = "/* import { a } from './a.ts' */\n// import './b.ts'\nconst help = \"import { c } from './c.ts'\"\n"
    assert.equal(importsOf(treeOf({ 'src/x.ts': text })), [])
  })
})
