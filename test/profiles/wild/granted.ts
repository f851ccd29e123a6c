/** As granted's documentation has them, and as `granted sso generate`, `populate` and `credentials add` write them. */
import type { WildFile } from './wild-file.ts'

export const granted: readonly WildFile[] = [
  {
    source: '`granted sso generate`: its own keys, so that other tools ask granted',
    config: `[profile prod/DevRole]
granted_sso_start_url      = https://example.awsapps.com/start
granted_sso_region         = ap-southeast-2
granted_sso_account_id     = 123456789012
granted_sso_role_name      = DevRole
common_fate_generated_from = aws-sso
credential_process         = granted credential-process --profile prod/DevRole

[profile prod/Admin]
granted_sso_start_url      = https://example.awsapps.com/start
granted_sso_region         = ap-southeast-2
granted_sso_account_id     = 123456789012
granted_sso_role_name      = Admin
common_fate_generated_from = aws-sso
credential_process         = granted credential-process --profile prod/Admin
region                     = ap-southeast-2
`,
    chains: ['prod/DevRole:process', 'prod/Admin:process'],
    keys: { 'prod/Admin': { credential_process: 'granted credential-process --profile prod/Admin' } },
  },
  {
    source: '"Credential process": with a request URL, and logging in by itself',
    config: `[profile updated-profile]
granted_sso_account_id = 123456789012
granted_sso_region = us-east-1
granted_sso_role_name = Engineer
granted_sso_start_url = https://example.awsapps.com/start
credential_process = granted credential-process --profile updated-profile --url https://granted.example.com --auto-login
`,
    chains: ['updated-profile:process'],
  },
  {
    source: '`granted sso populate --no-credential-process`: native SSO keys',
    config: `[profile data-platform-prod/AWSReadOnlyAccess]
sso_start_url              = https://d-9767435275.awsapps.com/start
sso_region                 = eu-west-1
sso_account_id             = 123456789012
sso_role_name              = AWSReadOnlyAccess
common_fate_generated_from = aws-sso
`,
    chains: ['data-platform-prod/AWSReadOnlyAccess:sso'],
  },
  {
    source: '`granted sso populate --sso-session`',
    config: `[sso-session corp]
sso_start_url           = https://example.awsapps.com/start
sso_region              = us-east-1
sso_registration_scopes = sso:account:access

[profile sandbox.AdministratorAccess]
sso_session                = corp
sso_account_id             = 123456789012
sso_role_name              = AdministratorAccess
common_fate_generated_from = aws-sso
`,
    chains: ['sandbox.AdministratorAccess:sso'],
  },
  {
    source: '`granted credentials add`: the key is in the keychain',
    config: `[profile iam-user]
credential_process = granted credential-process --profile=iam-user
region             = us-west-2

[profile iam-role]
source_profile = iam-user
role_arn       = arn:aws:iam::123456789012:role/Admin
mfa_serial     = arn:aws:iam::123456789012:mfa/alice
`,
    chains: ['iam-user:process', 'iam-role:role < iam-user:process'],
  },
  {
    source: '"Role chaining": from SSO into a role',
    config: `[profile base]
sso_start_url  = https://example.awsapps.com/start
sso_region     = ap-southeast-2
sso_account_id = 123456789012
sso_role_name  = Base

[profile cross-account]
role_arn          = arn:aws:iam::234567890123:role/Deploy
source_profile    = base
role_session_name = granted
external_id       = 42
region            = ap-southeast-2
`,
    chains: ['base:sso', 'cross-account:role < base:sso'],
    keys: { 'cross-account': { external_id: '42' } },
  },
  {
    source: '"Profile registry": generated between marks, with a default of the team',
    config: `# granted profile registry: DO NOT EDIT BELOW
[granted_registry_start team]

[profile team/dev]
region         = eu-west-1
role_arn       = arn:aws:iam::123456789012:role/dev
source_profile = team/keys

[profile team/keys]

[granted_registry_end team]
`,
    chains: ['team/dev:role < team/keys', 'team/keys'],
  },
]
