import fc from 'fast-check'
import * as assert from 'uvu/assert'
import { hasKey, otherKeys, withKey, withoutKey } from '../../src/profiles/key-lines.ts'
import type { FileKind } from '../../src/profiles/parse.ts'
import { parse } from '../../src/profiles/parse.ts'
import { describe } from '../support/describe.ts'

describe('profiles/key-lines', test => {
  const LINE = 'credential_process = /bin/awsenv credential-process work'
  const KEY = { accessKeyId: 'AKIAEXAMPLEEXAMPLE01', secretAccessKey: 'abc/def+ghi' }
  const LINES = `aws_access_key_id = ${KEY.accessKeyId}\naws_secret_access_key = ${KEY.secretAccessKey}\n`
  const bytes = (text: string) => Buffer.from(text, 'latin1')
  const place = (name = 'work', kind: FileKind = 'credentials') => ({ file: 'f', kind, name })
  const take = (text: string, line?: string, where = place()) =>
    Buffer.from(withoutKey(bytes(text), where, KEY, line)).toString('latin1')
  const put = (text: string, where = place()) =>
    Buffer.from(withKey(bytes(text), where, KEY, (_, value) => value.includes('awsenv'))).toString('latin1')

  const taken: readonly (readonly [title: string, before: string, after: string, line?: string])[] = [
    ['the two lines go', `[work]\n${LINES}`, '[work]\n'],
    ['the line stands in their place', `[work]\n${LINES}region = x\n`, `[work]\n${LINE}\nregion = x\n`, LINE],
    ['a session token goes with them', `[work]\n${LINES}aws_session_token = t\n`, `[work]\n${LINE}\n`, LINE],
    [
      'comments, blanks and other profiles stay',
      `# a\n[other]\n${LINES}\n[ work ] # b\n\n; c\naws_secret_access_key=abc/def+ghi\n  # d\naws_access_key_id = AKIAEXAMPLEEXAMPLE01\n`,
      `# a\n[other]\n${LINES}\n[ work ] # b\n\n; c\n  # d\n`,
    ],
    [
      'a value that is continued goes as a whole',
      '[work]\naws_access_key_id = ASIA\naws_session_token = a\n  # why\n  b\nx = y\n',
      '[work]\n  # why\nx = y\n',
    ],
    ['CRLF stays', `[work]\r\n${LINES.replaceAll('\n', '\r\n')}x = y\r\n`, `[work]\r\n${LINE}\r\nx = y\r\n`, LINE],
    ['no line end at the end stays none', `[work]\n${LINES.trimEnd()}`, `[work]\n${LINE}`, LINE],
    [
      'a section that stands twice loses it twice',
      `[work]\n${LINES}[work]\n${LINES}`,
      `[work]\n${LINE}\n[work]\n`,
      LINE,
    ],
    ['a section without a key gets the line', '[work]\nregion = x\n', `[work]\n${LINE}\nregion = x\n`, LINE],
    ['a profile that is not there gets a section', `[other]\n${LINES}`, `[other]\n${LINES}\n[work]\n${LINE}\n`, LINE],
    ['an empty file gets a section', '', `[work]\n${LINE}\n`, LINE],
    ['where there is no key and no line, nothing changes', '[work]\nregion = x', '[work]\nregion = x'],
    [
      '2.2 a section that stands twice loses this key, and keeps another one',
      `[work]\naws_access_key_id = AKIAOTHER\naws_secret_access_key = s\naws_session_token = t\n[work]\n${LINES}`,
      '[work]\naws_access_key_id = AKIAOTHER\naws_secret_access_key = s\naws_session_token = t\n[work]\n',
    ],
    [
      '2.2 a key that stands twice in a section, too',
      `[work]\naws_access_key_id = AKIAOTHER\naws_secret_access_key = s\n${LINES}region = x\n`,
      '[work]\naws_access_key_id = AKIAOTHER\naws_secret_access_key = s\nregion = x\n',
    ],
    [
      '2.1 another key stays',
      '[work]\naws_access_key_id = AKIAOTHER\naws_secret_access_key = s\n',
      '[work]\naws_access_key_id = AKIAOTHER\naws_secret_access_key = s\n',
    ],
    ['half of another key stays', '[work]\naws_secret_access_key = s\n', '[work]\naws_secret_access_key = s\n'],
    ['a BOM stays', `ï»¿[work]\n${LINES}`, 'ï»¿[work]\n'],
    ['bytes that are not UTF-8 stay', `# \x83\x80\n[work]\n${LINES}`, '# \x83\x80\n[work]\n'],
  ]
  for (const [title, before, after, line] of taken) {
    test(`taking a key out: ${title}`, () => assert.is(take(before, line), after))
  }

  test('2.2 what is this key, and what is another one', () => {
    const other = '[work]\nregion = x\naws_access_key_id = AKIAOTHER\naws_secret_access_key = s\n'
    const found = (text: string) => [hasKey(bytes(text), place(), KEY), otherKeys(bytes(text), place(), KEY)]
    assert.equal(found(`[work]\n${LINES}`), [true, []])
    assert.equal(found(`${other}[work]\n${LINES}`), [true, [{ line: 3, accessKeyId: 'AKIAOTHER' }]])
    assert.equal(found(other), [false, [{ line: 3, accessKeyId: 'AKIAOTHER' }]])
    assert.equal(found('[work]\naws_secret_access_key = s\n'), [false, [{ line: 2, accessKeyId: undefined }]])
    assert.equal(found('[work]\naws_access_key_id = ASIA\naws_secret_access_key = s\n'), [false, []])
    assert.equal(found(`[work]\naws_access_key_id = ${KEY.accessKeyId}\n`), [false, []])
    assert.equal(found(`[other]\n${LINES}`), [false, []])
  })

  test('in the config file, the section is [profile NAME], or [default]', () => {
    assert.is(
      take(`[work]\n${LINES}[profile work]\n${LINES}`, undefined, place('work', 'config')),
      `[work]\n${LINES}[profile work]\n`,
    )
    assert.is(take(`[default]\n${LINES}`, LINE, place('default', 'config')), `[default]\n${LINE}\n`)
    assert.is(put('', place('work', 'config')), `[profile work]\n${LINES}`)
  })

  const given: readonly (readonly [title: string, before: string, after: string])[] = [
    ["in the place of awsenv's line", `[work]\n${LINE}\nregion = x\n`, `[work]\n${LINES}region = x\n`],
    ['behind the header', '[work]\nregion = x\n', `[work]\n${LINES}region = x\n`],
    ['in a section of its own', '[other]\n', `[other]\n\n[work]\n${LINES}`],
    [
      'in the place of a temporary key',
      '[work]\naws_access_key_id = ASIA\naws_session_token = t\n',
      `[work]\n${LINES}`,
    ],
  ]
  for (const [title, before, after] of given) {
    test(`putting a key back: ${title}`, () => assert.is(put(before), after))
  }

  test('what is taken out and put back is the same file, whatever else stands in it', () => {
    const other = fc.constantFrom('# comment', '', 'region = x', '; aws_access_key_id = no', 's3 =\n  a = b')
    const file = fc
      .tuple(fc.array(other), fc.array(other), fc.constantFrom('\n', '\r\n'), fc.boolean())
      .map(([before, after, end, isEnded]) => {
        const text = ['[first]', ...before, '[work]', ...after, LINES.trimEnd(), ...after, '[last]', ...before]
        return text.join('\n').replaceAll('\n', end) + (isEnded ? end : '')
      })
    fc.assert(
      fc.property(file, text => {
        const without = take(text, LINE)
        assert.not.match(without, KEY.secretAccessKey)
        assert.is(
          parse(bytes(without), 'f', 'credentials').sections.profile.get('work')?.get('credential_process')?.value,
          LINE.slice(21),
        )
        assert.is(put(without), text)
      }),
    )
  })
})
