import * as fc from 'fast-check'
import * as assert from 'uvu/assert'
import { AwsenvError } from '../../src/errors.ts'
import { chainOf } from '../../src/profiles/chain.ts'
import type { Profile, ProfileKeys } from '../../src/profiles/profile.ts'
import { describe } from '../support/describe.ts'
import { messageOf, plain, profilesIn } from './shared-files.ts'

describe('include_profile', test => {
  // aws-vault: "include_profile" of its USAGE.md, and populateFromConfigFile of its vault/config.go.
  const cases: [title: string, config: string, keys: ProfileKeys][] = [
    [
      'aws-vault: gives what the profile lacks',
      '[profile a]\ninclude_profile=b\n[profile b]\nregion=y',
      { region: 'y' },
    ],
    [
      "aws-vault: the profile's own key counts",
      '[profile a]\ninclude_profile=b\nregion=x\n[profile b]\nregion=y\nmfa_serial=m',
      { region: 'x', mfa_serial: 'm' },
    ],
    [
      'aws-vault: an empty key is none',
      '[profile a]\ninclude_profile=b\nregion=\n[profile b]\nregion=y',
      { region: 'y' },
    ],
    [
      'aws-vault: goes on from there, and the nearest counts',
      '[profile a]\ninclude_profile=b\n[profile b]\ninclude_profile=c\nregion=y\n[profile c]\nregion=z\nmfa_serial=m',
      { region: 'y', mfa_serial: 'm' },
    ],
    [
      'aws-vault: a role, its tags and the way to its code may be included',
      '[profile a]\ninclude_profile=b\n[profile b]\nrole_arn=r\nsession_tags=k=v\nmfa_process=pass otp x\nsource_identity=s',
      { role_arn: 'r', session_tags: 'k=v', mfa_process: 'pass otp x', source_identity: 's' },
    ],
    [
      'the default profile may be included',
      '[profile a]\ninclude_profile=default\n[default]\nregion=y',
      { region: 'y' },
    ],
    [
      "an access key is never taken: it is its own profile's",
      '[profile a]\ninclude_profile=b\n[profile b]\naws_access_key_id=i\naws_secret_access_key=s\naws_session_token=t\nregion=y',
      { region: 'y' },
    ],
    [
      'a source of its own takes the place of any that is included',
      '[profile a]\ninclude_profile=b\ncredential_source=Environment\n[profile b]\nrole_arn=r\nsource_profile=c',
      { role_arn: 'r', credential_source: 'Environment' },
    ],
    ['nothing is included from a profile that is missing', '[profile a]\ninclude_profile=b\nregion=x', { region: 'x' }],
    ['nor twice from one in a loop', '[profile a]\ninclude_profile=a\nregion=x', { region: 'x' }],
    [
      'aws-vault 5 called it parent_profile, and has not read that since',
      '[profile a]\nparent_profile=b\n[profile b]\nregion=y',
      {},
    ],
  ]
  for (const [title, config, keys] of cases) {
    test(title, () => {
      const { name, settings, origins, include_profile, ...found } = profilesIn(config).get('a') as Profile
      assert.equal(found, keys)
    })
  }

  // The two styles of aws-vault's USAGE.md.
  for (const [style, fragment, config] of [
    [
      'mixin',
      'common',
      '[profile common]\nregion=x\nmfa_serial=m\nsource_profile=root\n[profile root]\ninclude_profile=common\n',
    ],
    ['parent', 'root', '[profile root]\nregion=x\nmfa_serial=m\nsource_profile=root\n'],
  ] as const) {
    test(`aws-vault: in ${style} style, one profile is the source of all roles`, () => {
      const profiles = profilesIn(`${config}[profile dev]\ninclude_profile=${fragment}\nrole_arn=r`)
      const chain = chainOf(profiles.get('dev') as Profile, profiles)
      assert.equal(
        chain.map(({ name, mfa_serial, region }) => [name, mfa_serial, region]),
        [
          ['dev', 'm', 'x'],
          ['root', 'm', 'x'],
        ],
      )
    })
  }

  for (const [title, config, message] of [
    [
      'a profile that is missing',
      '[profile a]\nrole_arn=r\nsource_profile=b\n[profile b]\ninclude_profile=c',
      'profile "b" ("config", line 5) names include_profile "c", which is not in "config" or "credentials"',
    ],
    [
      'a loop, in full',
      '[profile a]\ninclude_profile=b\n[profile b]\ninclude_profile=c\n[profile c]\ninclude_profile=b',
      'the profiles include each other in a loop: "a" -> "b" -> "c" -> "b"',
    ],
    ['itself', '[profile a]\ninclude_profile=a', 'the profiles include each other in a loop: "a" -> "a"'],
  ] as const) {
    test(`${title}: an error for whoever uses the profile, and for nobody else`, () => {
      const profiles = profilesIn(`${config}\n[profile z]\n`)
      assert.is(
        messageOf(() => chainOf(profiles.get('a') as Profile, profiles)),
        `AwsenvError: ${message}`,
      )
      chainOf(profiles.get('z') as Profile, profiles)
      assert.equal(
        profiles.names().map(name => profiles.get(name)?.name),
        profiles.names(),
      )
    })
  }

  test('says of an included key where it stands', () => {
    const { origins } = profilesIn('[profile a]\ninclude_profile=b\nregion=\n[profile b]\nregion=y').get('a') as Profile
    const lines = ['region', 'include_profile'].map(key => [origins.get(key)?.file, origins.get(key)?.line])
    assert.equal(lines, [
      ['config', 5],
      ['config', 2],
    ])
  })

  test('leaves the settings as the files have them', () => {
    assert.equal(plain(profilesIn('[profile a]\ninclude_profile=b\n[profile b]\nregion=y')), {
      a: { include_profile: 'b' },
      b: { region: 'y' },
    })
  })

  test('of any graph ends, in a chain or in one AwsenvError', () => {
    const names = ['a', 'b', 'c', '__proto__']
    const name = fc.constantFrom(...names, 'missing')
    const line = fc.oneof(
      name.map(other => `include_profile=${other}`),
      name.map(other => `source_profile=${other}`),
      fc.constantFrom(
        'role_arn=r',
        'aws_access_key_id=i\naws_secret_access_key=canary',
        'credential_source=Environment',
      ),
    )
    fc.assert(
      fc.property(fc.tuple(...names.map(() => fc.array(line, { maxLength: 3 }))), sections => {
        const config = sections.map((lines, index) => `[profile ${names[index]}]\n${lines.join('\n')}\n`).join('')
        const profiles = profilesIn(config)
        try {
          assert.ok(chainOf(profiles.get('a') as Profile, profiles).length > 0)
        } catch (error) {
          assert.instance(error, AwsenvError)
          assert.not.match(`${(error as AwsenvError).message}${(error as AwsenvError).hint}`, 'canary')
        }
      }),
      { numRuns: 500 },
    )
  })
})
