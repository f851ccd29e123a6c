/** As USAGE.md and docs/ of aws-vault have them. aws-vault keeps the keys elsewhere: its base profiles are empty here. */
import type { WildFile } from './wild-file.ts'

export const awsVault: readonly WildFile[] = [
  {
    source: 'USAGE.md, "include_profile": mixin style',
    config: `; The "common" profile here operates as a "config fragment" rather than a profile
[profile common]
region=eu-west-1
mfa_serial=arn:aws:iam::123456789:mfa/johnsmith
source_profile = root

[profile root]
include_profile = common

[profile order-dev]
include_profile = common
role_arn=arn:aws:iam::123456789:role/developers

[profile order-staging-admin]
include_profile = common
role_arn=arn:aws:iam::123456789:role/administrators
`,
    chains: ['root', 'root', 'order-dev:role < root', 'order-staging-admin:role < root'],
    keys: {
      'order-dev': { region: 'eu-west-1', mfa_serial: 'arn:aws:iam::123456789:mfa/johnsmith', source_profile: 'root' },
      root: { region: 'eu-west-1' },
    },
  },
  {
    source: 'USAGE.md, "include_profile": parent style',
    config: `; The "root" profile here operates as a profile, a config fragment as well as a source_profile
[profile root]
region=eu-west-1
mfa_serial=arn:aws:iam::123456789:mfa/johnsmith
source_profile = root

[profile order-dev]
include_profile = root
role_arn=arn:aws:iam::123456789:role/developers

[profile order-staging-admin]
include_profile = root
role_arn=arn:aws:iam::123456789:role/administrators
`,
    chains: ['root', 'order-dev:role < root', 'order-staging-admin:role < root'],
    keys: { 'order-staging-admin': { region: 'eu-west-1' } },
  },
  {
    source: 'USAGE.md, "include_profile": from one to the next, the nearest counts',
    config: `[profile company]
region = eu-west-1
role_session_name = alice
duration_seconds = 1800

[profile team]
include_profile = company
region = eu-west-2
source_profile = keys

[profile dev]
include_profile = team
role_arn = arn:aws:iam::123456789012:role/dev

[profile keys]
`,
    chains: ['company', 'keys', 'dev:role < keys', 'keys'],
    keys: { dev: { region: 'eu-west-2', role_session_name: 'alice', duration_seconds: '1800' } },
  },
  {
    source: 'USAGE.md, "session_tags" and "transitive_session_tags"',
    config: `[profile root]
region=eu-west-1

[profile order-dev]
source_profile = root
role_arn=arn:aws:iam::123456789:role/developers
session_tags = key1=value1,key2=value2,key3=value3
transitive_session_tags = key1,key2
`,
    chains: ['root', 'order-dev:role < root'],
    keys: {
      'order-dev': {
        session_tags: 'key1=value1,key2=value2,key3=value3',
        transitive_session_tags: 'key1,key2',
      },
    },
  },
  {
    source: 'USAGE.md, "source_identity"',
    config: `[profile root]
region=eu-west-1

[profile order-dev]
source_profile = root
role_arn=arn:aws:iam::123456789:role/developers
source_identity=your_user_name
`,
    chains: ['root', 'order-dev:role < root'],
    keys: { 'order-dev': { source_identity: 'your_user_name' } },
  },
  {
    source: 'USAGE.md, "mfa_process"',
    config: `[profile foo]
mfa_serial=arn:aws:iam::123456789:mfa/johnsmith
mfa_process=pass otp my_aws_mfa

[profile bar]
mfa_serial=arn:aws:iam::123456789:mfa/johnsmith
mfa_process=op item get my_aws_mfa --otp
`,
    chains: ['foo', 'bar'],
    keys: { foo: { mfa_process: 'pass otp my_aws_mfa' }, bar: { mfa_process: 'op item get my_aws_mfa --otp' } },
  },
  {
    source: 'USAGE.md, "aws_account_id"',
    config: '[profile jonsmith]\nregion=eu-west-1\naws_account_id=123456789012\n',
    chains: ['jonsmith'],
    keys: { jonsmith: { aws_account_id: '123456789012' } },
  },
  {
    source: 'USAGE.md, "Using credential_process": aws-vault as the credentials helper',
    config: `[default]
credential_process = aws-vault exec jonsmith --json --prompt=osascript

[profile dev]
source_profile = default
role_arn = arn:aws:iam::123456789:role/DevRole

[profile prod]
credential_process = aws-vault export --format=json prod_master
`,
    chains: ['default:process', 'dev:role < default:process', 'prod:process'],
  },
  {
    source: 'USAGE.md, "Assuming roles with web identities"',
    config: `[profile role1]
role_arn = arn:aws:iam::123456789012:role/WebIdentityRole
web_identity_token_process = oidccli raw

[profile role2]
role_arn = arn:aws:iam::123456789012:role/WebIdentityRole
web_identity_token_file = /path/to/token
`,
    // A process for the token is aws-vault's own: awsenv says what it misses.
    chains: ['role1! profile "role1" ("config", line 2) has role_arn but nothing', 'role2:web'],
  },
  {
    source: 'USAGE.md, "AWS Single Sign-On": roles from an SSO profile',
    config: `[sso-session corp]
sso_start_url=https://aws-sso-portal.awsapps.com/start
sso_region=eu-west-1
sso_registration_scopes=sso:account:access

[profile corp-readonly]
sso_session=corp
sso_account_id=111122223333
sso_role_name=ReadOnly

[profile corp-deploy]
source_profile=corp-readonly
role_arn=arn:aws:iam::444455556666:role/deploy
`,
    chains: ['corp-readonly:sso', 'corp-deploy:role < corp-readonly:sso'],
  },
  {
    source: 'README.md, "Roles and MFA": the device on each role',
    config: `[profile jonsmith]
mfa_serial = arn:aws:iam::111111111111:mfa/jonsmith

[profile foo-readonly]
source_profile = jonsmith
role_arn = arn:aws:iam::22222222222:role/ReadOnly

[profile foo-admin]
source_profile = jonsmith
role_arn = arn:aws:iam::22222222222:role/Administrator
mfa_serial = arn:aws:iam::111111111111:mfa/jonsmith

[profile bar-role1]
source_profile = jonsmith
role_arn = arn:aws:iam::333333333333:role/Role1
mfa_serial = arn:aws:iam::111111111111:mfa/jonsmith

[profile bar-role2]
source_profile = bar-role1
role_arn = arn:aws:iam::333333333333:role/Role2
mfa_serial = arn:aws:iam::111111111111:mfa/jonsmith
`,
    chains: [
      'jonsmith',
      'foo-readonly:role < jonsmith',
      'foo-admin:role < jonsmith',
      'bar-role1:role < jonsmith',
      'bar-role2:role < bar-role1:role < jonsmith',
    ],
  },
]
