import * as fc from 'fast-check'
import * as assert from 'uvu/assert'
import { AwsenvError } from '../../src/errors.ts'
import { chainOf, inheritedOf, LONGEST_CHAIN } from '../../src/profiles/chain.ts'
import { accessKeyOf, adHocProfile, type Profile } from '../../src/profiles/profile.ts'
import { describe } from '../support/describe.ts'
import { profilesIn } from './shared-files.ts'

describe('the chain of a profile', test => {
  // sdk: the AWS SDKs' common assume-role tests. botocore: AssumeRoleProvider. Keys are written in short form.
  const cases: [title: string, profiles: Record<string, string>, chain: string][] = [
    ['a profile with a key is its own chain', { a: 'key' }, 'a:key'],
    ['a profile without anything is left to its caller', { a: '' }, 'a'],
    ['sdk: a role with a source', { a: 'role source=b', b: 'key' }, 'a:role b:key'],
    ['sdk: a role goes before the key', { a: 'role source=b key', b: 'key' }, 'a:role b:key'],
    [
      "sdk: a source's key goes before its role",
      { a: 'role source=b', b: 'role source=c key', c: 'key' },
      'a:role b:key',
    ],
    ['sdk: roles in a row', { a: 'role source=b', b: 'role source=c', c: 'key' }, 'a:role b:role c:key'],
    ['sdk: a profile may name itself if it has a key', { a: 'role source=a key' }, 'a:role a:key'],
    ['sdk: credential_source ends it', { a: 'role from=Ec2InstanceMetadata' }, 'a:role'],
    ['botocore: also behind another role', { a: 'role source=b', b: 'role from=Environment' }, 'a:role b:role'],
    ['sdk: a web identity ends it', { a: 'role source=b', b: 'role web' }, 'a:role b:role'],
    [
      'a source may have its credentials elsewhere (SSO, a process, the vault)',
      { a: 'role source=b', b: '' },
      'a:role b',
    ],
    ["a source's key goes before its web identity", { a: 'role source=b', b: 'web key' }, 'a:role b:key'],
    [
      '3.13 a source without a role stands for its own source',
      { a: 'role source=b', b: 'source=c', c: 'key' },
      'a:role c:key',
    ],
    ['3.13 one that names itself has nothing', { a: 'role source=b', b: 'source=b' }, 'a:role b'],
    ['3.13 so does a profile by itself', { a: 'source=b', b: 'source=c', c: 'key' }, 'c:key'],
    ['3.13 and for a role, where its source is one', { a: 'source=b', b: 'role source=c', c: 'key' }, 'b:role c:key'],
    ['3.13 its own key goes before its source', { a: 'role source=b', b: 'source=c key', c: 'key' }, 'a:role b:key'],
    [
      '__proto__ is a name',
      { __proto__x: '', a: 'role source=__proto__', ['__proto__']: 'key' },
      'a:role __proto__:key',
    ],
  ]
  for (const [title, profiles, chain] of cases) {
    test(title, () => assert.is(shown(chainIn(profiles)), chain))
  }

  const errors: [title: string, profiles: Record<string, string>, message: RegExp, hint: RegExp][] = [
    [
      'sdk: a loop is shown in full',
      { a: 'role source=b', b: 'role source=c', c: 'role source=a' },
      /^the profiles name each other in a loop: "a" -> "b" -> "c" -> "a"$/,
      /access key/,
    ],
    [
      'sdk: a loop is one even if a key is in it',
      { a: 'role source=b key', b: 'role source=a' },
      /loop: "a" -> "b" -> "a"$/,
      /access key/,
    ],
    [
      '3.13 profiles without a role can name each other in a loop',
      { a: 'source=b', b: 'source=a' },
      /loop: "a" -> "b" -> "a"$/,
      /access key/,
    ],
    [
      'a loop that the first profile is not in',
      { a: 'role source=b', b: 'role source=c', c: 'role source=b' },
      /loop: "a" -> "b" -> "c" -> "b"$/,
      /access key/,
    ],
    ['botocore: a profile that names itself needs a key', { a: 'role source=a' }, /loop: "a" -> "a"$/, /access key/],
    [
      'sdk: a source that is missing',
      { a: 'role source=prdo', prod: 'key' },
      /^profile "a" \("config", line 3\) names source_profile "prdo", which is not in "config" or "credentials"$/,
      /^did you mean "prod"\?$/,
    ],
    [
      'sdk: a role alone',
      { a: 'role' },
      /^profile "a" \("config", line 2\) has role_arn but nothing to assume it with$/,
      /add source_profile/,
    ],
    [
      'botocore: a role with only a key',
      { a: 'role key' },
      /has role_arn but nothing to assume it with$/,
      /add source_profile/,
    ],
    [
      'sdk: two sources',
      { a: 'role source=b from=Environment', b: 'key' },
      /^profile "a" \("config", line 4\) has both source_profile and credential_source$/,
      /remove one/,
    ],
    [
      'a source and a web identity: the AWS CLI and the SDK for JavaScript disagree',
      { a: 'role source=b web', b: 'key' },
      /has both source_profile and web_identity_token_file$/,
      /remove one/,
    ],
    [
      'botocore: a credential_source that AWS does not know',
      { a: 'role from=environment' },
      /has a credential_source "environment" that AWS doesn't know$/,
      /"Environment"/,
    ],
    [
      'sdk: a web identity without a role',
      { a: 'web' },
      /^profile "a" \("config", line 2\) has web_identity_token_file but no role_arn$/,
      /add role_arn/,
    ],
    [
      'sdk: half a key',
      { a: 'role source=b', b: 'id' },
      /^profile "b" has aws_access_key_id in "config", line 5, but no aws_secret_access_key$/,
      /same file/,
    ],
  ]
  for (const [title, profiles, message, hint] of errors) {
    test(`${title}: an error`, () => {
      const error = errorOf(() => chainIn(profiles))
      assert.match(error.message, message)
      assert.match(error.hint ?? '', hint)
    })
  }

  test(`has ${LONGEST_CHAIN} profiles at most`, () => {
    const row = (length: number) =>
      Object.fromEntries(
        Array.from({ length }, (_, index) => [
          index === 0 ? 'a' : `p${index}`,
          index === length - 1 ? 'key' : `role source=p${index + 1}`,
        ]),
      )
    assert.is(chainIn(row(LONGEST_CHAIN)).length, LONGEST_CHAIN)
    assert.match(
      errorOf(() => chainIn(row(LONGEST_CHAIN + 1))).message,
      /^the chain has more than 10 profiles: "a" -> "p1" -> .*"p9" -> …$/,
    )
    assert.match(errorOf(() => chainIn(row(50))).message, 'more than 10 profiles')
  })

  test('of one profile among 5,000 looks at no profile but its own', () => {
    const looked: string[] = []
    const profiles = profilesIn(
      configOf({
        a: 'role source=b',
        b: 'key',
        ...Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`p${n}`, 'role source=b'])),
      }),
    )
    const get = (name: string) => {
      looked.push(name)
      return profiles.get(name)
    }
    assert.is(shown(chainOf(profiles.get('a') as Profile, { ...profiles, get })), 'a:role b:key')
    assert.equal(looked, ['b'])
  })

  test('may rest on keys that are not in the files', () => {
    const profiles = profilesIn(configOf({ a: 'role source=a', b: 'role source=c', c: 'role source=d' }))
    const inVault = ({ name }: Profile) => name === 'a' || name === 'c'
    assert.is(shown(chainOf(profiles.get('a') as Profile, profiles, inVault)), 'a:role a')
    assert.is(shown(chainOf(profiles.get('b') as Profile, profiles, inVault)), 'b:role c')
  })

  test('may begin with a profile that is in no file', () => {
    const profiles = profilesIn(configOf({ b: 'key' }))
    assert.is(shown(chainOf(adHocProfile('x', { role_arn: 'r', source_profile: 'b' }), profiles)), 'x:role b:key')
    assert.match(
      errorOf(() => chainOf(adHocProfile('x', { role_arn: 'r' }), profiles)).message,
      /^profile "x" has role_arn but/,
    )
  })

  test('of any graph is a chain or one AwsenvError, without a secret', () => {
    const names = ['a', 'b', 'c', 'd', '__proto__', 'constructor']
    const name = fc.constantFrom(...names, 'missing')
    const word = fc.oneof(
      fc.constantFrom('role', 'role', 'key', 'id', 'secret', 'web', 'from=Environment', 'from=x'),
      name.map(n => `source=${n}`),
      name.map(n => `source=${n}`),
    )
    const profile = fc.array(word, { maxLength: 3 }).map(words => words.join(' '))
    fc.assert(
      fc.property(fc.tuple(...names.map(() => profile)), list => {
        const profiles = Object.fromEntries(list.map((words, index) => [names[index], words]))
        try {
          const chain = chainIn(profiles)
          assert.ok(chain.slice(0, -1).every(({ role_arn, source_profile }) => role_arn && source_profile))
          assert.is(chain.at(-1)?.source_profile && chain.at(-1)?.role_arn, undefined)
        } catch (error) {
          assert.instance(error, AwsenvError)
          assert.not.match(`${(error as AwsenvError).message}${(error as AwsenvError).hint}`, 'canary')
        }
      }),
      { numRuns: 1000 },
    )
  })

  test('hands down mfa_serial and region from the outermost profile that has them', () => {
    const profiles = profilesIn(
      '[profile a]\nrole_arn = r\nsource_profile = b\nregion = x\n[profile b]\nmfa_serial = m\nregion = y\naws_access_key_id = i\naws_secret_access_key = s',
    )
    const chain = chainOf(profiles.get('a') as Profile, profiles)
    assert.equal(
      [inheritedOf(chain, 'mfa_serial'), inheritedOf(chain, 'region'), inheritedOf(chain, 'mfa_process')],
      ['m', 'x', undefined],
    )
  })

  function chainIn(profiles: Record<string, string>): readonly Profile[] {
    const found = profilesIn(configOf(profiles))
    return chainOf(found.get('a') as Profile, found)
  }

  function configOf(profiles: Record<string, string>): string {
    const lines: Record<string, string> = {
      role: 'role_arn = r',
      web: 'web_identity_token_file = f',
      key: 'aws_access_key_id = i\naws_secret_access_key = canary',
      id: 'aws_access_key_id = i',
      secret: 'aws_secret_access_key = canary',
    }
    const line = (word: string) =>
      word.startsWith('source=')
        ? `source_profile = ${word.slice(7)}`
        : word.startsWith('from=')
          ? `credential_source = ${word.slice(5)}`
          : lines[word]
    return Object.entries(profiles)
      .map(([name, words]) => `[profile ${name}]\n${words.split(' ').filter(Boolean).map(line).join('\n')}\n`)
      .join('')
  }

  /** `a:role b:key`: what each profile of a chain is used as. */
  function shown(chain: readonly Profile[]): string {
    const use = (profile: Profile) => (profile.role_arn ? ':role' : accessKeyOf(profile) ? ':key' : '')
    return chain.map(profile => profile.name + use(profile)).join(' ')
  }

  function errorOf(body: () => unknown): AwsenvError {
    try {
      body()
    } catch (error) {
      if (error instanceof AwsenvError) return error
      throw error
    }
    return assert.unreachable('there was no error') as never
  }
})
