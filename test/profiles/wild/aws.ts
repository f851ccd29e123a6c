/** As the AWS CLI's user guide (cli) and the SDKs' reference guide (sdkref) have them, and as `aws configure` writes them. */
import type { WildFile } from './wild-file.ts'

export const aws: readonly WildFile[] = [
  {
    source: 'cli, "Configuration and credential file settings": short-term credentials',
    credentials: `[default]
aws_access_key_id=ASIAIOSFODNN7EXAMPLE
aws_secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
aws_session_token = IQoJb3JpZ2luX2IQoJb3JpZ2luX2IQoJb3JpZ2luX2IQoJb3JpZ2luX2IQoJb3JpZVERYLONGSTRINGEXAMPLE

[user1]
aws_access_key_id=ASIAI44QH8DHBEXAMPLE
aws_secret_access_key=je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY
aws_session_token = fcZib3JpZ2luX2IQoJb3JpZ2luX2IQoJb3JpZ2luX2IQoJb3JpZ2luX2IQoJb3JpZVERYLONGSTRINGEXAMPLE
`,
    config: `[default]
region=us-west-2
output=json

[profile user1]
region=us-east-1
output=text
`,
    chains: ['default:key', 'user1:key'],
    keys: { user1: { region: 'us-east-1', aws_access_key_id: 'ASIAI44QH8DHBEXAMPLE' } },
  },
  {
    source: 'cli, "Configuration and credential file settings": IAM user with a role of another account',
    credentials: `[default]
aws_access_key_id=AKIAIOSFODNN7EXAMPLE
aws_secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
`,
    config: `[default]
region=us-west-2
output=json

[profile user1]
role_arn=arn:aws:iam::777788889999:role/user-role
source_profile=default
role_session_name=session_user1
region=us-east-1
output=text
`,
    chains: ['default:key', 'user1:role < default:key'],
    keys: { user1: { role_session_name: 'session_user1' } },
  },
  {
    source: 'cli, "Configuration and credential file settings": Amazon EC2 instance metadata',
    config: `[default]
role_arn=arn:aws:iam::123456789012:role/defaultrole
credential_source=Ec2InstanceMetadata
region=us-west-2
output=json

[profile user1]
role_arn=arn:aws:iam::777788889999:role/user1role
credential_source=Ec2InstanceMetadata
region=us-east-1
output=text
`,
    chains: ['default:Ec2InstanceMetadata', 'user1:Ec2InstanceMetadata'],
  },
  {
    source: 'cli, "Configuration and credential file settings": IAM Identity Center',
    config: `[default]
sso_session = my-sso
sso_account_id = 111122223333
sso_role_name = readOnly
region = us-west-2
output = text

[profile user1]
sso_session = my-sso
sso_account_id = 444455556666
sso_role_name = readOnly
region = us-east-1
output = json

[sso-session my-sso]
sso_region = us-east-1
sso_start_url = https://my-sso-portal.awsapps.com/start
sso_registration_scopes = sso:account:access
`,
    chains: ['default:sso', 'user1:sso'],
  },
  {
    source: 'cli, "Configure IAM Identity Center authentication": legacy, not refreshable',
    config: `[profile my-dev-profile]
sso_start_url = https://my-sso-portal.awsapps.com/start
sso_region = us-east-1
sso_account_id = 123456789011
sso_role_name = readOnly
region = us-west-2
output = json
`,
    chains: ['my-dev-profile:sso'],
  },
  {
    source: 'cli, "Configure IAM Identity Center authentication": two profiles that share a session',
    config: `[profile dev]
sso_session = my-sso
sso_account_id = 123456789011
sso_role_name = readOnly

[profile prod]
sso_session = my-sso
sso_account_id = 123456789011
sso_role_name = readOnly2

[sso-session my-sso]
sso_region = us-east-1
sso_start_url = https://my-sso-portal.awsapps.com/start
sso_registration_scopes = sso:account:access
`,
    chains: ['dev:sso', 'prod:sso'],
  },
  {
    source: 'cli, "Use an IAM role": configuring and using a role',
    config: `[profile marketingadmin]
role_arn = arn:aws:iam::123456789012:role/marketingadminrole
source_profile = user1
`,
    credentials: `[default]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
[user1]
aws_access_key_id = AKIAI44QH8DHBEXAMPLE
aws_secret_access_key = je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY
`,
    chains: ['marketingadmin:role < user1:key', 'default:key', 'user1:key'],
  },
  {
    source: 'cli, "Use an IAM role": MFA on the role',
    config: `[profile role-with-mfa]
region = us-west-2
role_arn= arn:aws:iam::128716708097:role/cli-role
source_profile=cli-user
mfa_serial=arn:aws:iam::128716708097:mfa/cli-user

[profile role-without-mfa]
region = us-west-2
role_arn= arn:aws:iam::128716708097:role/cli-role
source_profile=cli-user

[profile cli-user]
region = us-west-2
output = json
`,
    credentials: `[cli-user]
aws_access_key_id=AKIAIOSFODNN7EXAMPLE
aws_secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
`,
    chains: ['role-with-mfa:role < cli-user:key', 'role-without-mfa:role < cli-user:key', 'cli-user:key'],
    keys: { 'role-with-mfa': { mfa_serial: 'arn:aws:iam::128716708097:mfa/cli-user' } },
  },
  {
    source: 'cli, "Use an IAM role": cross-account roles and external ID',
    config: `[profile crossaccountrole]
role_arn = arn:aws:iam::234567890123:role/SomeRole
source_profile = default
mfa_serial = arn:aws:iam::123456789012:mfa/saanvi
external_id = 123456
`,
    credentials: '[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = EXAMPLEKEY\n',
    chains: ['crossaccountrole:role < default:key', 'default:key'],
    keys: { crossaccountrole: { external_id: '123456' } },
  },
  {
    source: 'cli, "Use an IAM role": assume role with web identity',
    config: `[profile web-identity]
role_arn=arn:aws:iam:us-west-2:123456789012:role/RoleName
web_identity_token_file=/path/to/a/token
role_session_name = name
`,
    chains: ['web-identity:web'],
  },
  {
    source: 'cli, "Use an IAM role": from an instance profile and from the environment',
    config: `[profile prodaccess]
role_arn=arn:aws:iam::123456789012:role/ProductionAccessRole
credential_source=Ec2InstanceMetadata

[profile marketing]
role_arn = arn:aws:iam::123456789012:role/marketing
credential_source = Environment

[profile task]
role_arn = arn:aws:iam::123456789012:role/task
credential_source = EcsContainer
`,
    chains: ['prodaccess:Ec2InstanceMetadata', 'marketing:Environment', 'task:EcsContainer'],
  },
  {
    source: 'cli, "Use an external process to source credentials"',
    config: `[profile developer]
credential_process = /opt/bin/awscreds-custom --username helen

[profile windows]
credential_process = "C:\\Path\\To\\credentials.cmd" parameterWithoutSpaces "parameter with spaces"

[profile unix]
credential_process = "/Users/Dave/path/to/credentials.sh" parameterWithoutSpaces "parameter with spaces"
`,
    chains: ['developer:process', 'windows:process', 'unix:process'],
    keys: {
      windows: {
        credential_process: '"C:\\Path\\To\\credentials.cmd" parameterWithoutSpaces "parameter with spaces"',
      },
    },
  },
  {
    source: 'cli, "AWS CLI S3 configuration": nested settings',
    config: `[profile development]
aws_access_key_id=AKIAIOSFODNN7EXAMPLE
aws_secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
s3 =
  max_concurrent_requests = 20
  max_queue_size = 10000
  multipart_threshold = 64MB
  multipart_chunksize = 16MB
  use_accelerate_endpoint = true
  addressing_style = path
`,
    chains: ['development:key'],
  },
  {
    source: 'sdkref, "Service-specific endpoints": a services section',
    config: `[profile dev]
services = testing-s3-and-eb

[services testing-s3-and-eb]
s3 =
  endpoint_url = http://localhost:4567
elastic_beanstalk =
  endpoint_url = http://localhost:8000
`,
    chains: ['dev'],
    keys: { dev: { services: 'testing-s3-and-eb' } },
  },
  {
    source: 'sdkref, "Service-specific endpoints": a global endpoint beside one of a service, and both ignored',
    config: `[profile dev]
services = s3-specific
endpoint_url = https://localhost:1234

[profile off]
services = s3-specific
endpoint_url = https://localhost:1234
ignore_configured_endpoint_urls = true

[services s3-specific]
s3 =
  endpoint_url = http://localhost:4567
`,
    chains: ['dev', 'off'],
    keys: { off: { endpoint_url: 'https://localhost:1234', ignore_configured_endpoint_urls: 'true' } },
  },
  {
    source: 'sdkref, "Shared config and credentials files": comments, and what is none',
    config: `# a comment of its own
[default]
; another one
# region = us-west-2
region = us-east-1
colour = a#b;c
`,
    chains: ['default'],
    keys: { default: { region: 'us-east-1' } },
  },
  {
    source: 'sdkref, "Shared config and credentials files": a comment behind a value',
    config: '[default]\nregion = us-east-1 # where the people are\noutput = json ; for jq\n',
    chains: ['default'],
    keys: { default: { region: 'us-east-1' } },
  },
  {
    source: 'sdkref, "Shared config and credentials files": [default] and [profile default]',
    config: '[profile default]\nregion = us-east-2\n\n[default]\nregion = us-east-1\noutput = json\n',
    chains: ['default'],
    keys: { default: { region: 'us-east-2' } },
  },
  {
    source: 'sdkref, "Assume role credential provider": a chain',
    config: `[profile A]
source_profile = B
role_arn =  arn:aws:iam::123456789012:role/RoleA
role_session_name = ProfileARoleSession

[profile B]
source_profile = C
role_arn = arn:aws:iam::123456789012:role/RoleB
mfa_serial = arn:aws:iam::123456789012:mfa/MySerialNumber

[profile C]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = EXAMPLEKEY
`,
    chains: ['A:role < B:role < C:key', 'B:role < C:key', 'C:key'],
  },
  {
    source: 'sdkref, "Assume role credential provider": a profile that names itself',
    config: '[profile dev]\nrole_arn = arn:aws:iam::123456789012:role/Dev\nsource_profile = dev\n',
    credentials: '[dev]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = EXAMPLEKEY\n',
    chains: ['dev:role < dev:key'],
  },
  {
    source: 'sdkref, "Login credentials provider"; cli, "aws login"',
    config: `[default]
login_session = arn:aws:iam::0123456789012:user/username
region = us-east-1

[profile signin]
login_session = arn:aws:iam::0123456789012:user/username

[profile admin]
role_arn = arn:aws:iam::0123456789012:role/admin
source_profile = signin
`,
    chains: ['default:login', 'signin:login', 'admin:role < signin:login'],
  },
  {
    source: 'sdkref, "Configuration settings": what is about the way to AWS',
    config: `[default]
ca_bundle = dev/apps/ca-certs/cabundle-2019mar05.pem
cli_pager =
defaults_mode = standard
max_attempts = 3
parameter_validation = true
retry_mode = standard
s3_us_east_1_regional_endpoint = regional
sts_regional_endpoints = regional
tcp_keepalive = false
use_dualstack_endpoint = true
use_fips_endpoint = true
account_id_endpoint_mode = preferred
request_min_compression_size_bytes = 4096
`,
    chains: ['default'],
    keys: { default: { use_fips_endpoint: 'true', use_dualstack_endpoint: 'true', retry_mode: 'standard' } },
  },
  {
    source: 'cli, "AWS CLI configuration variables" (aws help config-vars): the CLI\'s own sections',
    config: `[plugins]
cli_legacy_plugin_path = /usr/lib/python3/site-packages
endpoint = awscli_plugin_endpoint

[preview]
cloudfront = true

[default]
cli_history = enabled
cli_timestamp_format = iso8601
`,
    chains: ['default'],
  },
  {
    source: '`aws configure --profile "my prof"`, which quotes in one file and not in the other',
    config: '[profile "my prof"]\nregion = eu-central-1\noutput = json\n',
    credentials: '[my prof]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = EXAMPLEKEY\n',
    chains: ['my prof:key'],
  },
  {
    source: '`aws configure` on Windows: CRLF',
    config: '[default]\r\nregion = eu-central-1\r\noutput = json\r\n\r\n[profile work]\r\nregion = eu-west-1\r\n',
    credentials: '[default]\r\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\r\naws_secret_access_key = EXAMPLEKEY\r\n',
    chains: ['default:key', 'work'],
    keys: { work: { region: 'eu-west-1' } },
  },
  {
    source: 'Notepad on Windows: a byte order mark',
    config: '\ufeff[default]\r\nregion = eu-central-1\r\n',
    chains: ['default'],
    keys: { default: { region: 'eu-central-1' } },
  },
  {
    source: '`aws configure mfa-login`: the session beside the key that it came from',
    credentials: `[default]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = EXAMPLEKEY

[session-mfa]
aws_access_key_id = ASIAIOSFODNN7EXAMPLE
aws_secret_access_key = EXAMPLEKEY2
aws_session_token = EXAMPLETOKEN
`,
    chains: ['default:key', 'session-mfa:key'],
  },
  {
    source: 'AWS GovCloud (US) and China: other partitions',
    config: `[profile gov]
role_arn = arn:aws-us-gov:iam::123456789012:role/team/dev/Admin
source_profile = gov-user
region = us-gov-west-1

[profile cn]
role_arn = arn:aws-cn:iam::123456789012:role/Admin
source_profile = cn-user
region = cn-north-1
`,
    credentials: `[gov-user]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = EXAMPLEKEY
[cn-user]
aws_access_key_id = AKIAI44QH8DHBEXAMPLE
aws_secret_access_key = EXAMPLEKEY
`,
    chains: ['gov:role < gov-user:key', 'cn:role < cn-user:key', 'gov-user:key', 'cn-user:key'],
  },
  {
    source: 'a profile that stands twice',
    config: '[profile dev]\nregion = eu-west-1\noutput = json\n\n[profile dev]\nregion = eu-west-2\n',
    chains: ['dev'],
    keys: { dev: { region: 'eu-west-2' } },
  },
  {
    source: '[DEFAULT], which is not [default]',
    config: '[DEFAULT]\nregion = eu-west-1\n\n[profile dev]\noutput = json\n',
    chains: ['dev'],
    keys: { dev: {} },
  },
]
