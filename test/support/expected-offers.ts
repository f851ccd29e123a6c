/** What completion offers in every shell, with these names. */

/** A kind, a tab and a name in each line, for writeNames. */
export const NAMES = `alias	prod
target	team one
target	team-two
account	123456789012
account	production
account	210987654321
role	123456789012	Admin
role	production	Admin
role	210987654321	Audit
profile	work
profile	team-two
sso_session	acme
region	eu-west-1
key	aliases.prod
`

const targets = ['123456789012', '210987654321', 'prod', 'production', 'team one', 'team-two']
/** For each line with the cursor at its end, the words that can stand there, in alphabetical order. */
export const OFFERS: Readonly<Record<string, readonly string[]>> = {
  'awsenv assu': ['assume'],
  'awsenv conf': ['config'],
  'awsenv config ': ['add-profile', 'direnv', 'dump', 'get', 'list', 'remove-profile', 'set', 'sync', 'unset'],
  'awsenv --v': ['--version'],
  'awsenv --version ': ['--json'],
  'awsenv --version --j': ['--json'],
  'awsenv assume ': targets,
  'awsenv assume te': ['team one', 'team-two'],
  'awsenv assume 123456789012 ': ['Admin'],
  'awsenv assume production ': ['Admin'],
  'awsenv assume 210987654321 A': ['Audit'],
  'awsenv assume prod ': [],
  'awsenv assume 123456789012 Admin ': [],
  'awsenv assume --from ': ['team-two', 'work'],
  'awsenv assume --from work te': ['team one', 'team-two'],
  'awsenv assume --from=w': ['--from=work'],
  'awsenv assume prod --from=w': ['--from=work'],
  'awsenv assume --refresh 123456789012 ': ['Admin'],
  'awsenv assume --session-name ': [],
  'awsenv assume --fr': ['--from'],
  'awsenv assume prod --region ': ['eu-west-1'],
  'awsenv exec --each te': ['team one', 'team-two'],
  'awsenv exec --each team-two,pr': ['team-two,prod'],
  'awsenv exec --each=x,y,te': ['--each=x,y,team one', '--each=x,y,team-two'],
  'awsenv exec --regions us-east-1,e': ['us-east-1,eu-west-1'],
  'awsenv exec --each prod --output j': ['json'],
  'awsenv login ': ['team-two', 'work'],
  'awsenv login --format ': ['dotenv', 'export', 'json', 'process'],
  'awsenv accounts ': ['acme'],
  'awsenv config sync a': ['acme'],
  'awsenv completion ': ['bash', 'fish', 'powershell', 'zsh'],
  'awsenv init ': ['bash', 'elvish', 'fish', 'nushell', 'powershell', 'xonsh', 'zsh'],
  'awsenv unset --shell ': ['bash', 'elvish', 'fish', 'nushell', 'powershell', 'sh', 'xonsh', 'zsh'],
  'awsenv config get al': ['aliases.prod'],
  'awsenv config set aw': ['aws_vault'],
  'awsenv config set aws_vault ': [],
  'awsenv nonsense ': [],
}
