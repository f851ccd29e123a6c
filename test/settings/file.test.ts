import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import * as fc from 'fast-check'
import * as assert from 'uvu/assert'
import { readTextFile } from '../../src/files/read.ts'
import { writeTextFile } from '../../src/files/write.ts'
import { changedText, readSettings, type SettingsFile, settingsPath } from '../../src/settings/file.ts'
import { checked } from '../../src/settings/schema.ts'
import { DEFAULTS } from '../../src/settings/settings.ts'
import { piecesOf } from '../../src/settings/toml/pieces.ts'
import { valueAt } from '../../src/settings/written.ts'
import { describe, rejects } from '../support/describe.ts'
import { parsed } from './parsed.ts'

describe('the file of the settings', test => {
  test('is where XDG says, else in ~/.config; a relative path is ignored', () => {
    assert.is(settingsPath({}, '/home/a'), '/home/a/.config/awsenv/config.toml')
    assert.is(settingsPath({ XDG_CONFIG_HOME: '/x' }, '/home/a'), '/x/awsenv/config.toml')
    for (const value of ['', 'x', './x'])
      assert.is(settingsPath({ XDG_CONFIG_HOME: value }, '/home/a'), '/home/a/.config/awsenv/config.toml')
  })

  test('that is missing is the defaults', () =>
    withHome(async ({ read, path }) => {
      assert.equal(await read(), { file: { path, text: undefined, settings: DEFAULTS, data: {} }, warnings: [] })
    }))

  test('says what holds; keys that are not known are told, with those that may have been meant', () =>
    withHome(async ({ read, write, path }) => {
      write(
        '\ufeff# mine\r\naws_vault = true\r\naws_vaultp = 1\r\n[accounts.123456789012]\r\ncolor = "red"\r\nother = 1\r\n',
      )
      const { file, warnings } = await read()
      assert.is(file.settings.aws_vault, true)
      assert.equal(warnings, [
        `"aws_vaultp" in "${path}", line 3, is not a setting: did you mean "aws_vault"?`,
        `"accounts.123456789012.color" in "${path}", line 5, is not a setting: did you mean "colour"?`,
        `"accounts.123456789012.other" in "${path}", line 6, is not a setting`,
      ])
    }))

  for (const [title, text, message] of [
    ['a line that is no TOML', '# x\naws_vault =\n', /config\.toml", line 2: /],
    ['a table that stands twice', '[aliases]\n[b]\n[aliases]\n', /line 3: .*redefine/],
    ['a wrong value', '\n\naws_vault = "no"\n', /line 3: "aws_vault" has to be true or false$/],
    [
      'a wrong value within',
      '[accounts.123456789012]\n\n\ncolour = "pink"\n',
      /line 4: "accounts\.123456789012\.colour" has to be red/,
    ],
    ['several', 'browser = 1\naws_vault = 1\n', /\(and 1 more like this\)/],
    ['an alias without a role', '[aliases]\na.b = "x"\n', /line 2: "aliases\.a\.role" has to be/],
    ['bytes that are not UTF-8', Buffer.from([0x23, 0xff]), /cannot read ".*": it is not UTF-8/],
    ['a giant', '#'.repeat(16 * 1024 * 1024 + 1), /larger than 16 MiB/],
  ] as const) {
    test(`that has ${title} is an error with its place`, () =>
      withHome(async ({ read, write }) => {
        write(text)
        await rejects(read(), message)
      }))
  }

  test('that is a directory is an error', () =>
    withHome(async ({ read, path }) => {
      mkdirSync(path, { recursive: true })
      await rejects(read(), /cannot read ".*": it is a directory/)
    }))

  test('a setting that is set has its value then, and every other byte is kept; so when it is taken away', () =>
    fc.assert(
      fc.asyncProperty(documents(), changes(), async (text, [path, value]) => {
        const file = fileOf(text)
        const set = await changedText(file, path, value)
        assert.equal(valueAt(parsed(set), path), value)
        const old = piecesOf(text).find(piece => piece.kind !== 'header' && piece.path.join(' ') === path.join(' '))
        const replaced = old === undefined ? 0 : old.valueEnd - old.valueStart
        assert.ok(alike(text, set) >= text.length - replaced, `${text}\n--- became ---\n${set}`)
        const unset = await changedText(fileOf(set), path, undefined)
        assert.is(valueAt(parsed(unset), path), undefined)
        assert.ok(alike(set, unset) >= unset.length, `${set}\n--- became ---\n${unset}`)
      }),
      { numRuns: 500 },
    ))

  test('a value out of its limits changes nothing, and says what it has to be', () =>
    withHome(async ({ read, write }) => {
      write('aws_vault = true\n')
      const { file } = await read()
      const error = await rejects(
        changedText(file, ['aws_vault'], 'maybe'),
        /"maybe" can't be the value of "aws_vault"/,
      )
      assert.match((error as Error & { hint: string }).hint, 'true or false')
    }))
})

describe('writing the file', test => {
  test('makes it, for its owner alone', () =>
    withHome(async ({ path }) => {
      writeTextFile(path, undefined, 'a = 1\n')
      assert.is(readFileSync(path, 'utf8'), 'a = 1\n')
      assert.is(statSync(path).mode & 0o777, 0o600)
      assert.is(statSync(dirname(path)).mode & 0o777, 0o700)
      assert.equal(readdirSync(dirname(path)), ['config.toml'])
    }))

  test('keeps its mode', () =>
    withHome(async ({ path, write }) => {
      write('a = 1\n')
      chmodSync(path, 0o640)
      writeTextFile(path, 'a = 1\n', 'a = 2\n')
      assert.equal([statSync(path).mode & 0o777, readFileSync(path, 'utf8')], [0o640, 'a = 2\n'])
    }))

  test('goes through symbolic links, which stay', () =>
    withHome(async ({ home, path, write }) => {
      write('')
      const real = join(home, 'dotfiles.toml')
      writeFileSync(real, 'a = 1\n')
      rmSync(path)
      symlinkSync('../../dotfiles.toml', path)
      writeTextFile(path, 'a = 1\n', 'a = 2\n')
      assert.ok(lstatSync(path).isSymbolicLink())
      assert.is(readFileSync(real, 'utf8'), 'a = 2\n')
    }))

  test('through a link to nothing is an error', () =>
    withHome(async ({ path, write }) => {
      write('')
      rmSync(path)
      symlinkSync('nowhere.toml', path)
      assert.throws(() => writeTextFile(path, undefined, 'x'), /symbolic link to a missing file/)
    }))

  test('refuses a file that is read-only', () =>
    withHome(async ({ path, write }) => {
      write('a = 1\n')
      chmodSync(path, 0o400)
      assert.throws(() => writeTextFile(path, 'a = 1\n', 'a = 2\n'), /it is read-only/)
      assert.is(readFileSync(path, 'utf8'), 'a = 1\n')
    }))

  for (const [title, before, meanwhile] of [
    ['changed', 'a = 1\n', 'a = 3\n'],
    ['made', undefined, 'a = 3\n'],
    ['removed', 'a = 1\n', undefined],
  ] as const) {
    test(`refuses a file that somebody else has ${title} meanwhile`, () =>
      withHome(async ({ path, write }) => {
        write('')
        if (meanwhile === undefined) rmSync(path)
        else writeFileSync(path, meanwhile)
        assert.throws(() => writeTextFile(path, before, 'a = 2\n'), /has changed meanwhile/)
        assert.is(readTextFile(path), meanwhile)
        assert.equal(readdirSync(dirname(path)), existsSync(path) ? ['config.toml'] : [])
      }))
  }

  test('where a file stands in the place of the directory there is nothing to read, and to write is an error', () =>
    withHome(async ({ home, path }) => {
      writeFileSync(join(home, '.config'), '')
      assert.throws(() => writeTextFile(path, undefined, 'x'), /part of its path is a file, not a directory/)
      assert.is(readTextFile(path), undefined)
    }))
})

type Home = {
  readonly home: string
  readonly path: string
  write(text: string | Uint8Array): void
  read(): Promise<{ file: SettingsFile; warnings: string[] }>
}

async function withHome(body: (home: Home) => Promise<void>): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'awsenv-settings-'))
  const path = settingsPath({}, home)
  try {
    await body({
      home,
      path,
      write(text) {
        mkdirSync(dirname(path), { recursive: true })
        writeFileSync(path, text)
      },
      async read() {
        const warnings: string[] = []
        const file = await readSettings({ env: {}, home, warn: message => void warnings.push(message) })
        return { file, warnings }
      },
    })
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

/** Files of settings in all the ways that people write them: comments anywhere, tables as headers, dotted or inline. */
function documents(): fc.Arbitrary<string> {
  const noise = fc.array(fc.constantFrom('', '# plain', '  # [aliases]', '# a = "b"', "#'''", '\t'), { maxLength: 3 })
  const tail = fc.constantFrom('', ' # why', '\t#"')
  const lines = (choices: readonly string[]) =>
    fc
      .tuple(
        fc.shuffledSubarray([...choices]),
        fc.array(tail, { minLength: 9, maxLength: 9 }),
        fc.array(noise, { minLength: 9, maxLength: 9 }),
      )
      .map(([chosen, tails, noises]) =>
        chosen.flatMap((line, index) => [...(noises[index] ?? []), line + tails[index]]),
      )
  const root = lines([
    'aws_vault = true',
    '  browser=""',
    '"endpoints" = [ # ]\n  "a.b", # "\n]',
    'unknown = """\n[aliases]\nprod = "no"\n"""',
    'other = { a = [1, {b = 2}], aws_vault = 1 }',
  ])
  const aliases = ['prod = "x"', '"new.one" = \'y\'', 'dev = { role = "123456789012 Admin", region = "eu-west-1" }']
  const account = ['name = "acc"', "duration = '1h'", 'confirm = true']
  const inlineRoots = fc.subarray(['aliases', 'accounts']).chain(inline =>
    fc.record({
      root,
      inline: fc.constant(inline),
      aliases: lines(aliases),
      dotted: fc.boolean(),
      account: lines(account),
      style: fc.constantFrom('header', 'dotted', 'inline'),
      noise,
      end: fc.constantFrom('', '\n'),
      lineEnd: fc.constantFrom('\n', '\r\n'),
      isSwapped: fc.boolean(),
    }),
  )
  return inlineRoots.map(({ root, inline, aliases, dotted, account, style, noise, end, lineEnd, isSwapped }) => {
    const isEntry = (line: string) => /^[\w"]/.test(line)
    const entries = (block: string[]) => block.filter(isEntry).map(line => line.replace(/\s+#.*$/, ''))
    const prefixed = (block: string[], prefix: string) => block.map(line => (isEntry(line) ? prefix + line : line))
    const top = [
      ...root,
      ...(inline.includes('aliases')
        ? [`aliases = { ${entries(aliases).join(', ')} }`]
        : dotted
          ? prefixed(aliases, 'aliases.')
          : []),
      ...(inline.includes('accounts') ? [`accounts = { "123456789012" = {${entries(account).join(',')}} }`] : []),
    ]
    const aliasTable = inline.includes('aliases') || dotted ? [] : ['[aliases] # mine', ...aliases]
    const accountTable = inline.includes('accounts')
      ? []
      : style === 'header'
        ? ['[ accounts . "123456789012" ]', ...account]
        : style === 'dotted'
          ? ['[accounts]', ...prefixed(account, '123456789012.')]
          : ['[accounts]', `123456789012 = { ${entries(account).join(', ')} } # all`]
    const tables = isSwapped ? [...accountTable, ...noise, ...aliasTable] : [...aliasTable, ...noise, ...accountTable]
    return ([...top, ...noise, ...tables].join('\n') + end).replaceAll('\n', lineEnd)
  })
}

function changes(): fc.Arbitrary<readonly [path: readonly string[], value: unknown]> {
  const text = fc.constantFrom('profile "quoted"', "it's # [x]", 'Büro', '123456789012 Admin')
  const target = fc.oneof(
    text,
    fc.record({ role: text, duration: fc.constantFrom('1h', 3600) }, { noNullPrototype: true }),
  )
  return fc.oneof(
    fc.tuple(fc.constant(['aws_vault']), fc.boolean()),
    fc.tuple(fc.constant(['endpoints']), fc.constantFrom([], ['a'], ['a.b', 'c.d'])),
    fc.tuple(
      fc.constantFrom('prod', 'dev', 'new.one', 'a@b', 'zz').map(name => ['aliases', name]),
      target,
    ),
    fc.tuple(
      fc.constantFrom('123456789012', '210987654321').map(id => ['accounts', id, 'name']),
      fc.constantFrom('fresh', 'x-1'),
    ),
    fc.tuple(
      fc.constantFrom('123456789012', '210987654321').map(id => ['accounts', id, 'confirm']),
      fc.boolean(),
    ),
  )
}

function fileOf(text: string): SettingsFile {
  const data = parsed(text)
  const result = checked(data)
  assert.ok('settings' in result, `${text}\n${JSON.stringify(result)}`)
  return { path: 'config.toml', text, settings: result.settings, data }
}

/** How many characters two texts have in common at both ends. */
function alike(a: string, b: string): number {
  let start = 0
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++
  let end = 0
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++
  return start + end
}
