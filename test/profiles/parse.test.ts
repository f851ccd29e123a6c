import * as fc from 'fast-check'
import * as assert from 'uvu/assert'
import { parse } from '../../src/profiles/parse.ts'
import { describe } from '../support/describe.ts'
import { messageOf, parsed, plain, profilesIn } from './shared-files.ts'

type Case = [title: string, config: string, profiles: Record<string, Record<string, string>>, credentials?: string]

describe('the grammar of the shared files', test => {
  // sdk: the AWS SDKs' common parser tests. cli: botocore and the AWS CLI. guide: "Shared config and credentials files".
  const cases: Case[] = [
    ['sdk: an empty file has no profiles', '', {}],
    ['sdk: an empty profile is a profile', '[profile a]', { a: {} }],
    ['sdk: names may have - / . % @ _ : +', '[profile a-b:c/d_e%f.g@h+]', { 'a-b:c/d_e%f.g@h+': {} }],
    ['sdk: blanks around a name are taken off', '[profile \ta \t]', { a: {} }],
    ['sdk: blanks before the prefix are taken off', '[   profile a    ]', { a: {} }],
    ['sdk: a tab may stand behind the prefix', '[profile\ta]', { a: {} }],
    ['sdk: keys and values are trimmed', '[profile a]\nx \t=  \ty \t', { a: { x: 'y' } }],
    ['sdk: line ends may be CRLF', '[profile a]\r\nx = y\r\n', { a: { x: 'y' } }],
    ['sdk: a value may have equals signs', '[profile a]\nx = y=z', { a: { x: 'y=z' } }],
    ['sdk: a value may have any character', '[profile a]\nx = 😂', { a: { x: '😂' } }],
    ['sdk: a value may be empty', '[profile a]\nx =', { a: { x: '' } }],
    ['sdk: the case of keys does not matter', '[profile a]\nRegion = y', { a: { region: 'y' } }],
    ['sdk: blank lines are ignored', '\t \n[profile a]\n\t\n \nx = y\n\t \n[profile b]\n \t', { a: { x: 'y' }, b: {} }],
    ['sdk: # starts a comment', '# c\n[profile a] # c\nx = y # c with #', { a: { x: 'y' } }],
    ['sdk: ; starts a comment', '; c\n[profile a] ; c\nx = y ; c with ;', { a: { x: 'y' } }],
    ['sdk: a comment may be empty', ';\n[profile a];\nx = y ;\n', { a: { x: 'y' } }],
    ['sdk: a comment may touch a section', '[profile a]; c\n[profile b]# c', { a: {}, b: {} }],
    ['sdk: a comment may not touch a value', '[profile a]\nx = y; c\nz = y# c', { a: { x: 'y; c', z: 'y# c' } }],
    ['sdk: a comment may be all the value', '[profile a]\nx = # c', { a: { x: '' } }],
    ['cli: a comment may be indented', '[profile a]\nx = y\n  # c\nz = 1', { a: { x: 'y', z: '1' } }],
    ['sdk: an indented line continues a value', '[profile a]\nx = y\n -z\n \t z2 \t ', { a: { x: 'y\n-z\nz2' } }],
    ['sdk: a continuation keeps its comment', '[profile a]\nx = y\n z # c', { a: { x: 'y\nz # c' } }],
    ['sdk: a value may have sub-properties', '[profile a]\ns3 =\n x = y\n\t \n z =', { a: { s3: '\nx = y\nz =' } }],
    ['sdk: sub-properties may have any name', '[profile a]\ns3 =\n x y = z', { a: { s3: '\nx y = z' } }],
    ['cli: keys may be indented alike', '[profile a]\n  x = y\n  z = 1\n[profile b]', { a: { x: 'y', z: '1' }, b: {} }],
    ['cli: what is further in than its key continues it', '[profile a]\n x = y\n  z', { a: { x: 'y\nz' } }],
    ['sdk: a profile that stands twice is merged', '[profile a]\nx = y\n[profile a]\nz = 1', { a: { x: 'y', z: '1' } }],
    ['sdk: the last of equal keys counts', '[profile a]\nX = y\n[profile a]\nx = z\nx = w', { a: { x: 'w' } }],
    ['sdk: [profile default] beats [default]', '[profile default]\nx = y\n[default]\nz = 1', { default: { x: 'y' } }],
    ['sdk: also if it comes later', '[default]\nz = 1\n[profile default]\nx = y', { default: { x: 'y' } }],
    [
      'sdk: [profile default] and [default] of the other file merge',
      '[profile default]\nx = y',
      { default: { x: 'y', z: '1' } },
      '[default]\nz = 1',
    ],
    ['sdk: both files are merged', '[profile a]\nx = y', { a: { x: 'y', z: '1' } }, '[a]\nz = 1'],
    ['sdk: the credentials file wins', '[profile a]\nx = y', { a: { x: 'z' } }, '[a]\nx = z'],
    ['sdk: [a] is no profile in the config file', '[a]\nx = y', {}],
    ['sdk: [profile a] is no profile in the credentials file', '', {}, '[profile a]\nx = y'],
    ['sdk: [profilea] is no profile', '[profilea]\nx = y\n[profile b]', { b: {} }],
    ['sdk: a name with a blank needs quotes', '[profile a b]\nx = y\n[profile c]', { c: {} }],
    ['cli: a name may stand in double quotes', '[profile "my prof"]\nx = y', { 'my prof': { x: 'y' } }],
    ['cli: a name may stand in single quotes', "[profile 'my prof']\nx = y", { 'my prof': { x: 'y' } }],
    ['cli: quotes join as in a shell', `[profile 'it'"'"'s me']`, { "it's me": {} }],
    [
      'cli: "aws configure" writes names with blanks bare into the credentials file',
      '',
      { 'my prof': { x: 'y' } },
      '[my prof]\nx = y',
    ],
    ['cli: a name may have any character', '[profile a!🚀]\n[profile -x]', { 'a!🚀': {}, '-x': {} }],
    ['sdk: a key with a blank is ignored', '[profile a]\nx y = z\n  more\nw = 1', { a: { w: '1' } }],
    ['guide: a BOM is no part of the first section', '\ufeff[default]\nx = y', { default: { x: 'y' } }],
  ]
  for (const [title, config, profiles, credentials = ''] of cases) {
    test(title, () => assert.equal(plain(profilesIn(config, credentials)), profiles))
  }

  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    test(`${name} is a name like any other, of a profile and of a key`, () => {
      const profiles = profilesIn(`[profile ${name}]\n${name} = x`)
      assert.equal(profiles.names(), [name])
      assert.is(profiles.get(name)?.settings.get(name.toLowerCase())?.value, 'x')
      assert.is(profilesIn('[profile a]').get(name), undefined)
    })
  }

  test('NFC and NFD spellings are two names', () => {
    const names = ['é'.normalize('NFC'), 'é'.normalize('NFD')]
    assert.equal(profilesIn(names.map(name => `[profile ${name}]`).join('\n')).names(), names)
  })

  test('sso-session and services sections are not profiles, and are found by their names', () => {
    const profiles = profilesIn(
      '[sso-session s]\nsso_region = x\n[services v]\nsts =\n endpoint_url = http://localhost\n[profile s]',
    )
    assert.equal(profiles.names(), ['s'])
    assert.is(profiles.ssoSession('s')?.sso_region, 'x')
    assert.is(profiles.services('v')?.settings.get('sts')?.value, '\nendpoint_url = http://localhost')
    assert.is(profiles.services('s'), undefined)
  })
})

describe('malformed files', test => {
  const cases: [title: string, config: string, message: string][] = [
    ['sdk: a section must end', '[profile a', 'line 1: expected a section like "[name]" and nothing behind it'],
    [
      'botocore ignores what is behind a section; awsenv does not',
      '\n[profile a] b',
      'line 2: expected a section like "[name]" and nothing behind it',
    ],
    ['sdk: a key needs a section', '# c\nx = y', 'line 2: expected a section like "[default]" before the first key'],
    [
      'sdk: a continuation needs a section',
      ' x = y',
      'line 1: expected a section like "[default]" before the first key',
    ],
    ['sdk: a key may not be empty', '[profile a]\n= y', 'line 2: expected "name = value", but there is no name'],
    [
      'sdk: a key needs an equals sign; a colon is none',
      '[profile a]\nx : y',
      'line 2: expected "name = value", but there is no "="',
    ],
    ['sdk: a continuation needs a key', '[profile a]\n -x', 'line 2: expected "name = value", but there is no "="'],
    [
      'sdk: a section ends what can be continued',
      '[profile a]\nx = y\n[profile a]\n -x',
      'line 4: expected "name = value", but there is no "="',
    ],
    [
      'sdk: a sub-property needs an equals sign',
      '[profile a]\ns3 =\n x',
      'line 3: expected a sub-property like "name = value"',
    ],
    [
      'sdk: a sub-property needs a name',
      '[profile a]\ns3 =\n x = y\n = z',
      'line 4: expected a sub-property like "name = value"',
    ],
    ['a section needs a name', '[]', 'line 1: this section has no name'],
    ['a profile needs a name', '[profile ]', 'line 1: this section has no name'],
    ['a profile needs a name within its quotes', '[profile ""]', 'line 1: this section has no name'],
    [
      'what is malformed is so in an ignored section too',
      '[other]\nx',
      'line 2: expected "name = value", but there is no "="',
    ],
  ]
  for (const [title, config, message] of cases) {
    test(title, () =>
      assert.is(
        messageOf(() => parsed(config)),
        `AwsenvError: cannot read "config", ${message}`,
      ),
    )
  }

  test('a line is never quoted: it may be a secret that was wrapped', () => {
    const message = messageOf(() => parsed('[profile a]\naws_secret_access_key = abc/\nwJalrXUtnFEMI'))
    assert.match(message, 'line 3')
    assert.not.match(message, 'wJalr')
  })
})

describe('warnings', test => {
  const cases: [title: string, config: string, warnings: [line: number, message: string][]][] = [
    [
      'a switch that is neither on nor off',
      '[default]\nuse_fips_endpoint = yes\nuse_dualstack_endpoint = True\nignore_configured_endpoint_urls = false\n',
      [[2, '"use_fips_endpoint" in [default] is neither "true" nor "false", and counts as false']],
    ],
    ['none for a plain file', '[default]\nx = y\n[profile a]\nx = y\n[plugins]\nx = y', []],
    [
      'a section that stands twice',
      '[profile a]\n[profile a]',
      [[2, '[profile a] stands here again; the two are merged']],
    ],
    ['a key that stands twice', '[profile a]\nx = y\nX = z', [[3, '"x" stands in [profile a] again; this one counts']]],
    ['a section without its prefix', '[a]', [[1, '[a] is not a profile in this file; that would be [profile a]']]],
    [
      'a name without quotes',
      '[profile a b]',
      [[1, "[profile a b] has a name that AWS tools don't read; put quotes around it"]],
    ],
    [
      'a quote that is left open',
      '[profile "a]',
      [[1, `[profile "a] has a name that AWS tools don't read; put quotes around it`]],
    ],
    [
      'a key that is none',
      '[profile a]\nx y = z',
      [[2, 'a name in [profile a] has characters that no key has; it is ignored']],
    ],
    [
      '[default] beside [profile default]',
      '[default]\nx = y\n[profile default]',
      [[2, '[profile default] stands in the place of [default]']],
    ],
    [
      'an indented section',
      '[profile a]\nx = y\n [profile b]',
      [[2, 'an indented line after this one looks like a section, but continues the value']],
    ],
    [
      'escape codes are made harmless',
      '[\u001b[2J]\n',
      [[1, '[?[2J] is not a profile in this file; that would be [profile ?[2J]']],
    ],
  ]
  for (const [title, config, warnings] of cases) {
    test(title, () => {
      const found = profilesIn(config).warnings.map(({ file, line, message }) => [file, line, message])
      assert.equal(
        found,
        warnings.map(([line, message]) => ['config', line, message]),
      )
    })
  }

  test('a prefix in the credentials file', () => {
    const [warning, ...others] = profilesIn('', '\n[profile a]').warnings
    assert.equal(warning, {
      file: 'credentials',
      line: 2,
      profile: 'a',
      message: '[profile a] has a prefix that belongs in the config file',
    })
    assert.equal(others, [])
  })
})

describe('any file', test => {
  test('printing and parsing gives the same profiles', () => {
    // The names and values that the format can carry: no line ends, no blanks at the ends, nothing that is a comment.
    const word = fc.stringMatching(/^[^\s\p{C}#;[\]"'=]+( [^\s\p{C}#;[\]"'=]+)*$/u)
    const key = fc.stringMatching(/^[a-z_][a-z0-9_]{0,20}$/)
    const value = fc.array(word, { minLength: 1, maxLength: 3 }).map(lines => lines.join('\n'))
    const settings = fc.array(fc.tuple(key, value), { maxLength: 5 }).map(pairs => new Map(pairs))
    const file = fc.array(fc.tuple(word, settings), { maxLength: 5 }).map(pairs => new Map(pairs))
    fc.assert(
      fc.property(file, profiles => {
        const print = ([name, keys]: [string, Map<string, string>]) =>
          `[profile "${name}"]\n${[...keys].map(([key, value]) => `${key} = ${value.replaceAll('\n', '\n  ')}\n`).join('')}`
        const found = plain(profilesIn([...profiles].map(print).join('')))
        assert.equal(found, Object.fromEntries([...profiles].map(([name, keys]) => [name, Object.fromEntries(keys)])))
      }),
    )
  })

  test('gives profiles or an AwsenvError', () => {
    const pieces = fc.constantFrom(
      '[',
      ']',
      'profile',
      'default',
      ' ',
      '\t',
      '\n',
      '\r\n',
      '=',
      '#',
      ';',
      '"',
      "'",
      'x',
      '\0',
      '\u001b',
    )
    const text = fc
      .array(fc.oneof(pieces, fc.string()), { maxLength: 60 })
      .map(parts => new TextEncoder().encode(parts.join('')))
    const bytes = fc.oneof(text, fc.uint8Array({ maxLength: 200 }))
    fc.assert(
      fc.property(bytes, fc.constantFrom('config' as const, 'credentials' as const), (bytes, kind) => {
        assert.match(
          messageOf(() => parse(bytes, 'f', kind)),
          /^(no error|AwsenvError: cannot read "f", line \d+: .*)$/,
        )
      }),
      { numRuns: 1000 },
    )
  })

  test('no value is in any error or warning', () => {
    const canary = 'wJalrXUtnFEMIcanary'
    const line = fc.constantFrom(
      '[default]',
      '[profile a]',
      '[a',
      'region = x',
      `aws_secret_access_key = ${canary}`,
      `  ${canary}`,
      canary,
      `x y = ${canary}`,
      's3 =',
      '= x',
      `: ${canary}`,
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), lines => {
        const text = lines.join('\n')
        assert.not.match(
          messageOf(() => parsed(text)),
          canary,
        )
        if (messageOf(() => parsed(text)) === 'no error')
          assert.not.match(JSON.stringify(parsed(text).warnings), canary)
      }),
      { numRuns: 500 },
    )
  })

  test('quotes can be far more than the stack is deep', () => {
    assert.is(
      messageOf(() => parsed(`[profile ${'""'.repeat(4e6)}"]`)),
      'no error',
    )
  })
})
