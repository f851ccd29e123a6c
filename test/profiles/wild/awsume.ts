/** As awsume (awsu.me) reads them: the keys of its lib/profile.py and lib/autoawsume.py; and as it writes them. */
import type { WildFile } from './wild-file.ts'

export const awsume: readonly WildFile[] = [
  {
    source: 'a source profile and a role, all in the credentials file',
    credentials: `[default]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = EXAMPLEKEY

[client]
role_arn = arn:aws:iam::123456789012:role/client
source_profile = default
mfa_serial = arn:aws:iam::111111111111:mfa/alice
region = us-east-1
`,
    chains: ['default:key', 'client:role < default:key'],
    keys: { client: { mfa_serial: 'arn:aws:iam::111111111111:mfa/alice' } },
  },
  {
    source: 'the device on the source, for all of its roles',
    config: `[profile source]
mfa_serial = arn:aws:iam::111111111111:mfa/alice
region = us-west-2

[profile dev]
role_arn = arn:aws:iam::123456789012:role/dev
source_profile = source

[profile prod]
role_arn = arn:aws:iam::210987654321:role/prod
source_profile = source
region = us-east-1
`,
    credentials: '[source]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = EXAMPLEKEY\n',
    chains: ['source:key', 'dev:role < source:key', 'prod:role < source:key'],
  },
  {
    source: '"Role Duration" of the advanced usage, and the session\'s name',
    config: `[profile long]
role_arn = arn:aws:iam::123456789012:role/long
source_profile = source
duration_seconds = 43200
role_session_name = alice
external_id = company/42
`,
    credentials: '[source]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = EXAMPLEKEY\n',
    chains: ['long:role < source:key', 'source:key'],
    keys: { long: { duration_seconds: '43200', role_session_name: 'alice', external_id: 'company/42' } },
  },
  {
    source: 'roles in a row',
    config: `[profile one]
role_arn = arn:aws:iam::123456789012:role/one
source_profile = source
mfa_serial = arn:aws:iam::111111111111:mfa/alice

[profile two]
role_arn = arn:aws:iam::123456789012:role/two
source_profile = one

[profile three]
role_arn = arn:aws:iam::123456789012:role/three
source_profile = two
`,
    credentials: '[source]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = EXAMPLEKEY\n',
    chains: [
      'one:role < source:key',
      'two:role < one:role < source:key',
      'three:role < two:role < one:role < source:key',
      'source:key',
    ],
  },
  {
    source: 'awsume -a: what autoawsume keeps up to date',
    credentials: `[source]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = EXAMPLEKEY

[autoawsume-dev]
aws_access_key_id = ASIAIOSFODNN7EXAMPLE
aws_secret_access_key = EXAMPLEKEY2
aws_session_token = EXAMPLETOKEN
aws_region = us-east-1
expiration = 2026-11-23 12:49:17
source_expiration = 2026-11-23 23:49:17
awsumepy_command = dev -a
autoawsume = true
manager = awsume
`,
    chains: ['source:key', 'autoawsume-dev:key'],
  },
  {
    source: 'awsume -o: a session written down',
    credentials: `[source]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = EXAMPLEKEY

[tool]
aws_access_key_id = ASIAIOSFODNN7EXAMPLE
aws_secret_access_key = EXAMPLEKEY2
aws_session_token = EXAMPLETOKEN
manager = awsume
`,
    chains: ['source:key', 'tool:key'],
  },
  {
    source: '"credential_source" and "credential_process"',
    config: `[profile on-ec2]
role_arn = arn:aws:iam::123456789012:role/app
credential_source = Ec2InstanceMetadata

[profile from-process]
credential_process = /usr/local/bin/creds --profile from-process
`,
    chains: ['on-ec2:Ec2InstanceMetadata', 'from-process:process'],
  },
  {
    source: "principal_arn, for SAML, is awsume's own",
    config: `[profile saml]
role_arn = arn:aws:iam::123456789012:role/saml
principal_arn = arn:aws:iam::123456789012:saml-provider/okta
`,
    chains: ['saml! profile "saml" ("config", line 2) has role_arn but nothing'],
  },
]
