import * as fc from 'fast-check'
import * as assert from 'uvu/assert'
import { literalOf, withoutSetting, withSetting } from '../../../src/settings/toml/edit.ts'
import { lineOf, piecesOf } from '../../../src/settings/toml/pieces.ts'
import { describe } from '../../support/describe.ts'
import { parsed } from '../parsed.ts'

describe('a document with one key changed', test => {
  const set: readonly [title: string, before: string, path: string, after: string][] = [
    ['in an empty document', '', 'prompt', 'prompt = "V"\n'],
    ['a table in an empty document', '', 'aliases prod', '[aliases]\nprod = "V"\n'],
    [
      'in its place, with blanks and comment',
      'a=1\n  prompt  =  true   # why\nb=2',
      'prompt',
      'a=1\n  prompt  =  "V"   # why\nb=2',
    ],
    [
      'behind the last of its table',
      '[aliases]\na = "1" # x\n\n# end\n[b]\n',
      'aliases c',
      '[aliases]\na = "1" # x\nc = "V"\n\n# end\n[b]\n',
    ],
    ['under the header of an empty table', '[aliases] # mine\n[b]\n', 'aliases c', '[aliases] # mine\nc = "V"\n[b]\n'],
    ['without a line end at the end', '[aliases]\na = "1"', 'aliases c', '[aliases]\na = "1"\nc = "V"\n'],
    [
      'a root key before the first header and its comment',
      '# head\n\n# of aliases\n[aliases]\n',
      'prompt',
      '# head\n\nprompt = "V"\n\n# of aliases\n[aliases]\n',
    ],
    ['a new table at the end', 'prompt = true\n', 'accounts 1 name', 'prompt = true\n\n[accounts.1]\nname = "V"\n'],
    ['with the line ends of the file', '[aliases]\r\na = "1"\r\n', 'aliases c', '[aliases]\r\na = "1"\r\nc = "V"\r\n'],
    ['indented as its neighbour', '[aliases]\n\ta = "1"\n', 'aliases c', '[aliases]\n\ta = "1"\n\tc = "V"\n'],
    ['a name that needs quotes', '[aliases]\n', 'aliases a@b.c', '[aliases]\n"a@b.c" = "V"\n'],
    [
      'among dotted keys',
      'aliases.a = "1"\nprompt = true\n',
      'aliases c',
      'aliases.a = "1"\naliases.c = "V"\nprompt = true\n',
    ],
    [
      'among dotted keys of a table',
      '[accounts]\n1.name = "x"\n',
      'accounts 1 from',
      '[accounts]\n1.name = "x"\n1.from = "V"\n',
    ],
    ['in an inline table', 'aliases = { a = "1" } # all\n', 'aliases c', 'aliases = { a = "1", c = "V" } # all\n'],
    ['in an empty inline table', 'aliases = {}\n', 'aliases c', 'aliases = { c = "V" }\n'],
    ['within an inline table', 'aliases = { a = "1", c = "2" }\n', 'aliases a', 'aliases = { a = "V", c = "2" }\n'],
    [
      'behind an inline table within',
      'aliases = { a = { role = "1" } }\n',
      'aliases c',
      'aliases = { a = { role = "1" }, c = "V" }\n',
    ],
    ['in place of an inline table', 'aliases.a = { role = "1" } # x\n', 'aliases a', 'aliases.a = "V" # x\n'],
    ['in place of a table', '[aliases.a]\n# c\nrole = "1"\n[b]\n', 'aliases a', '# c\n[b]\n\n[aliases]\na = "V"\n'],
    [
      'in place of a text of many lines',
      'a = """\n[aliases]\nc = "no"\n"""\n[aliases]\nc = \'\'\'\nx\'\'\'\n',
      'aliases c',
      'a = """\n[aliases]\nc = "no"\n"""\n[aliases]\nc = "V"\n',
    ],
    [
      'beside a list with comments',
      'endpoints = [ # ]\n "a", # "\n]\n[aliases]\n',
      'prompt',
      'endpoints = [ # ]\n "a", # "\n]\nprompt = "V"\n[aliases]\n',
    ],
    ['behind a BOM', '\ufeff# x\n[aliases]\n', 'prompt', '\ufeffprompt = "V"\n\n# x\n[aliases]\n'],
    ['by any spelling of its name', '["ali\\u0061ses"]\n\'c\' = 1\n', 'aliases c', '["ali\\u0061ses"]\n\'c\' = "V"\n'],
  ]
  for (const [title, before, path, after] of set) {
    test(title, () => {
      const text = withSetting(before, path.split(' '), '"V"')
      assert.is(text, after)
      parsed(text)
    })
  }

  const unset: readonly [title: string, before: string, path: string, after: string][] = [
    ['the line, with its comment', '# a\nprompt = true # b\n# c\n', 'prompt', '# a\n# c\n'],
    ['all lines of a value', 'a = 1\nendpoints = [\n "x", # y\n]\nb = 2\n', 'endpoints', 'a = 1\nb = 2\n'],
    ['the last line, without an end', 'a = 1\nprompt = true', 'prompt', 'a = 1\n'],
    ['the first of an inline table', 'x = { a = 1, b = 2 }\n', 'x a', 'x = { b = 2 }\n'],
    ['the last of an inline table', 'x = { a = 1, b = 2 }\n', 'x b', 'x = { a = 1 }\n'],
    ['the only one of an inline table', 'x = { a = 1 }\n', 'x a', 'x = {  }\n'],
    ['dotted ones of an inline table', 'x = { a.b = 1, a.c = 2 }\n', 'x a', 'x = {  }\n'],
    [
      'a table, and what belongs to it',
      '[x.a]\nb = 1\n# keep\n[x.a.c]\nd = 1\n[x.b]\nx.a = 1\n',
      'x a',
      '# keep\n[x.b]\nx.a = 1\n',
    ],
    ['dotted keys', 'x.a.b = 1\nx.a.c = 2\nx.b = 3\n', 'x a', 'x.b = 3\n'],
    ['nothing that is not there', 'a = 1 # x\n', 'b', 'a = 1 # x\n'],
  ]
  for (const [title, before, path, after] of unset) {
    test(`taken away: ${title}`, () => {
      const text = withoutSetting(before, path.split(' '))
      assert.is(text, after)
      parsed(text)
    })
  }

  test('a value is written so that it is read as it was', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc.string({ unit: 'binary-ascii' }),
          fc.boolean(),
          fc.array(fc.string()),
          fc.dictionary(fc.string(), fc.string(), { noNullPrototype: true }),
        ),
        value => assert.equal(parsed(`v = ${literalOf(value)}`)['v'], value),
      ),
    )
  })

  test('the line of a key is that of the key, or of what it should stand in', () => {
    const text = '# x\nprompt = """\n\n"""\n[accounts.123456789012]\nname = "x"\naliases = { p = 1 }\n'
    assert.is(lineOf(text, ['prompt']), 2)
    assert.is(lineOf(text, ['accounts', '123456789012', 'name']), 6)
    assert.is(lineOf(text, ['accounts', '123456789012', 'from']), 5)
    assert.is(lineOf(text, ['nothing']), 1)
  })

  test('every kind of value is passed as a whole', () => {
    const values = [
      '1979-05-27 07:32:00Z',
      '1979-05-27',
      '0x_ff',
      '-inf',
      '+1.5e3',
      '"a\\"#"',
      "'\\'",
      '"""a"b""c\\""""""',
      "'''a''b'''''",
      '[[1, 2], ["]", {a = "}"}]]',
      '{ a.b = [1], "c#" = { } }',
      '[\n1, # ]\n2,\n]',
      '{\n a = 1, # }\n}',
    ]
    for (const value of values.filter(value => isToml(`v = ${value}`))) {
      const [piece, inner] = piecesOf(`v = ${value} # c\nw = 1\n`).filter(({ kind }) => kind === 'entry')
      assert.equal([piece?.path, inner?.path], [['v'], ['w']], value)
      assert.is(`v = ${value}`.slice(piece?.valueStart, piece?.valueEnd), value)
    }
    assert.ok(values.filter(value => isToml(`v = ${value}`)).length >= values.length - 1)
  })
})

function isToml(text: string): boolean {
  try {
    parsed(text)
    return true
  } catch {
    return false
  }
}
