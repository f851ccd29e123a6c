/** As the pages of Terraform's AWS provider, its S3 backend and Terragrunt have them. */
import type { WildFile } from './wild-file.ts'

export const terraform: readonly WildFile[] = [
  {
    source: 'Terraform AWS provider, "Shared Configuration and Credentials Files"',
    config: `[profile customprofile]
region = us-west-2
`,
    credentials: `[customprofile]
aws_access_key_id     = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
`,
    chains: ['customprofile:key'],
    keys: { customprofile: { region: 'us-west-2' } },
  },
  {
    source: 'Terraform AWS provider, "Assuming an IAM Role": by the profile',
    config: `[profile terraform]
role_arn          = arn:aws:iam::123456789012:role/terraform
source_profile    = terraform-user
role_session_name = terraform
external_id       = EXTERNAL_ID
duration_seconds  = 3600
region            = us-east-1

[profile terraform-user]
region = us-east-1
`,
    credentials: `[terraform-user]
aws_access_key_id     = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
`,
    chains: ['terraform:role < terraform-user:key', 'terraform-user:key'],
    keys: { terraform: { external_id: 'EXTERNAL_ID', duration_seconds: '3600' } },
  },
  {
    source: 'Terraform AWS provider, "Using an External Credentials Process"',
    config: '[profile process]\ncredential_process = custom-process --username jdoe\n',
    chains: ['process:process'],
  },
  {
    source: 'Terraform AWS provider, "Assuming an IAM Role Using A Web Identity"',
    config: `[profile ci]
role_arn                = arn:aws:iam::123456789012:role/ci
web_identity_token_file = /Users/tf_user/secrets/web-identity-token
role_session_name       = ci
`,
    chains: ['ci:web'],
  },
  {
    source: 'Terraform S3 backend, "Multi-account AWS Architecture": from the administrative account into the others',
    config: `[default]
region = eu-west-1

[profile staging]
role_arn       = arn:aws:iam::111111111111:role/Terraform
source_profile = default

[profile production]
role_arn       = arn:aws:iam::222222222222:role/Terraform
source_profile = default
mfa_serial     = arn:aws:iam::333333333333:mfa/admin
`,
    credentials: '[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = EXAMPLEKEY\n',
    chains: ['default:key', 'staging:role < default:key', 'production:role < default:key'],
  },
  {
    source: 'SSO by way of a process, for a Terraform that reads no sso-session',
    config: `[sso-session corp]
sso_start_url = https://example.awsapps.com/start
sso_region = eu-west-1

[profile corp]
sso_session = corp
sso_account_id = 123456789012
sso_role_name = Admin

[profile corp-tf]
credential_process = aws configure export-credentials --profile corp --format process
region = eu-west-1

[profile deploy]
role_arn = arn:aws:iam::210987654321:role/deploy
source_profile = corp-tf
`,
    chains: ['corp:sso', 'corp-tf:process', 'deploy:role < corp-tf:process'],
  },
  {
    source: 'LocalStack: everything goes to this machine',
    config: `[profile localstack]
region=us-east-1
output=json
endpoint_url = http://localhost:4566
`,
    credentials: '[localstack]\naws_access_key_id=test\naws_secret_access_key=test\n',
    chains: ['localstack:key'],
    keys: { localstack: { endpoint_url: 'http://localhost:4566' } },
  },
  {
    source: 'Terragrunt, one role for each account: indented, as an editor leaves it',
    config: `[profile dev]
  role_arn = arn:aws:iam::111111111111:role/terragrunt
  source_profile = security
  region = eu-west-1

[profile security]
  region = eu-west-1
`,
    credentials: '[security]\n  aws_access_key_id = AKIAIOSFODNN7EXAMPLE\n  aws_secret_access_key = EXAMPLEKEY\n',
    chains: ['dev:role < security:key', 'security:key'],
  },
]
