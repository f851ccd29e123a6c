import fc from 'fast-check'
import * as assert from 'uvu/assert'
import { withoutProfiles, withProfiles } from '../../src/profiles/edit.ts'
import { parse } from '../../src/profiles/parse.ts'
import { describe } from '../support/describe.ts'

describe('profiles/edit', test => {
  const KEYS = { credential_process: '/bin/awsenv credential-process x', region: 'eu-west-1' }
  const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')
  const bytes = (text: string) => Buffer.from(text, 'latin1')
  const add = (text: string, name: string, keys: Record<string, string | undefined> = KEYS) =>
    latin1(withProfiles(bytes(text), 'config', new Map([[name, keys]])))
  const remove = (text: string, name: string) => latin1(withoutProfiles(bytes(text), 'config', new Set([name])))
  const SECTION = '[profile x]\ncredential_process = /bin/awsenv credential-process x\nregion = eu-west-1'

  for (const [title, before, after] of [
    ['a new file', '', `${SECTION}\n`],
    ['a file with an end', '[default]\nregion = a\n', `[default]\nregion = a\n\n${SECTION}\n`],
    ['a file without a last line end', '[default]\nregion = a', `[default]\nregion = a\n\n${SECTION}`],
    ['CRLF', '[default]\r\nregion = a\r\n', `[default]\r\nregion = a\r\n\r\n${SECTION.replaceAll('\n', '\r\n')}\r\n`],
    ['a BOM', '\xef\xbb\xbf[default]\n', `\xef\xbb\xbf[default]\n\n${SECTION}\n`],
    ['nothing but a BOM', '\xef\xbb\xbf', `\xef\xbb\xbf${SECTION}\n`],
    ['a comment in Shift_JIS', '# \x83\x65\x83\x58\n[default]\n', `# \x83\x65\x83\x58\n[default]\n\n${SECTION}\n`],
    ['a comment at the end', '[default]\n# the end\n', `[default]\n# the end\n\n${SECTION}\n`],
  ] as const) {
    test(`${title}: the profile comes to its end, and leaves no trace when it goes`, () => {
      assert.is(add(before, 'x'), after)
      assert.is(remove(after, 'x'), before)
    })
  }

  test('one of the same name is replaced, and a key without a value is left out', () => {
    const twice = add(add('[default]\n', 'x'), 'x', { credential_process: 'other', region: undefined })
    assert.is(twice, '[default]\n\n[profile x]\ncredential_process = other\n')
  })

  test('what somebody has put into it comes along', () => {
    const more = 'Output = json\ns3 =\n  a = b\ncli_pager ='
    const once = `[profile y]\n\n${SECTION}\n${more.replace('\n', '\n# why\n\n')}\n\n# of y\n[profile y]\n`
    const keys = { credential_process: 'other', region: undefined }
    const twice = `[profile y]\n\n# of y\n[profile y]\n\n[profile x]\ncredential_process = other\n${more}\n`
    assert.is(add(once, 'x', keys), twice)
    assert.is(add(once.replaceAll('\n', '\r\n'), 'x', keys), twice.replaceAll('\n', '\r\n'))
  })

  for (const [title, before] of [
    ['a new file', ''],
    ['a file with one of them', '[profile b]\na = b\n\n[default]\n'],
    ['a file without a last line end', '[default]\nregion = a'],
  ] as const) {
    test(`${title}: several at once are as several one after the other`, () => {
      const all = new Map(['a', 'b', 'c'].map(name => [name, { ...KEYS, region: name }]))
      const oneByOne = [...all].reduce<string>((text, [name, keys]) => add(text, name, keys), before)
      assert.is(latin1(withProfiles(bytes(before), 'config', all)), oneByOne)
    })
  }

  test('what somebody has put into it stays, byte for byte', () => {
    const mine = '[profile x]\ncredential_process = old\ntitle = \xc3\xa9 \x83\ns3 =\n  a = b\n'
    assert.is(add(mine, 'x'), `${SECTION}\ntitle = \xc3\xa9 \x83\ns3 =\n  a = b\n`)
  })

  test('[default] has no prefix', () => {
    assert.match(add('', 'default'), /^\[default\]\n/)
    assert.is(remove('[default]\na = b\n[profile default-x]\n', 'default'), '[profile default-x]\n')
  })

  for (const [title, before, after] of [
    ['comments before the next section stay', '[profile x]\na = b\n\n# of y\n[profile y]\n', '\n# of y\n[profile y]\n'],
    ['comments between its keys go', '[profile x]\na = b\n# why\nc = d\n[profile y]\n', '[profile y]\n'],
    ['lines that go on go with it', '[profile x]\ns3 =\n  a = b\n  [c] = d\n[profile y]\n', '[profile y]\n'],
    ['every section of its name', '[profile x]\n[profile y]\n[profile "x"] # again\na = b\n', '[profile y]\n'],
    ['nothing of another name', '[profile xx]\n[sso-session x]\n[x]\n', '[profile xx]\n[sso-session x]\n[x]\n'],
  ] as const) {
    test(`taken out: ${title}`, () => assert.is(remove(before, 'x'), after))
  }

  test('what the AWS tools could not read is refused, with its line', () => {
    assert.throws(() => add('[default]\nnonsense\n', 'x'), /line 2/)
    assert.throws(() => add('\xff\xfe[\0', 'x'), /UTF-16/)
  })

  test('whatever the file has, it has the same without the profile again, and all other profiles meanwhile', () => {
    const line = fc.constantFrom('[default]', '[profile y]', 'a = b', '  c = d', '', '# \x83', ';', '[profile "x y"]')
    const start = fc.constantFrom([], ['[default]'], ['# \x83', '', '[profile a]'])
    const file = fc
      .tuple(start, fc.array(line), fc.constantFrom('\n', '\r\n'), fc.constantFrom('', '\xef\xbb\xbf'), fc.boolean())
      .map(([first, more, end, mark, isEnded]) => {
        const lines = [...first, ...more]
        return mark + lines.join(end) + (isEnded && lines.length > 0 ? end : '')
      })
      .filter(text => isReadable(text))
    fc.assert(
      fc.property(file, fc.constantFrom('x', 'x-y.z', 'default2'), (text, name) => {
        const added = add(text, name)
        assert.is(remove(added, name), text)
        assert.equal(profilesIn(remove(added, name)), profilesIn(text))
        const { [name]: ours, ...others } = profilesIn(added)
        assert.equal(others, profilesIn(text))
        assert.equal(ours, KEYS)
      }),
    )
  })

  function profilesIn(text: string): Record<string, Record<string, unknown>> {
    const { sections } = parse(bytes(text), 'config', 'config')
    const all = [...sections.default, ...sections.profile]
    return Object.fromEntries(
      all.map(([name, keys]) => [name, Object.fromEntries([...keys].map(([key, { value }]) => [key, value]))]),
    )
  }

  function isReadable(text: string): boolean {
    try {
      profilesIn(text)
      return true
    } catch {
      return false
    }
  }
})
