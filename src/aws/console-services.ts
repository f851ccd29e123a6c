/**
 * The services of the console by the names that people type: the CLI's, the SDK's, the console's own, and short ones. AWS
 * publishes no list: the paths are those that the console itself shows in a browser. Pure.
 */

/** The path of a page, and whether the console has it once, outside all regions. */
export type ConsoleService = { readonly path: string; readonly isGlobal: boolean }

/** undefined for a name that is not here. */
export function consoleService(name: string): ConsoleService | undefined {
  const word = name.toLowerCase()
  const path = Object.hasOwn(PATHS, word) ? PATHS[word] : SAME.has(word) ? `${word}/home` : undefined
  if (path === undefined) return undefined
  return { path, isGlobal: GLOBAL.has(path.replace(/[/#].*/, '')) }
}

/** The first parts of the paths of what is in no region. */
const GLOBAL: ReadonlySet<string> = new Set([
  ...['artifact', 'billing', 'cloudfront', 'costmanagement', 'globalaccelerator', 'health', 'iam', 'networkmanager'],
  ...['organizations', 'route53', 'support', 'trustedadvisor', 'cost-management', 'account', 'shield'],
])

/** Names that are the console's path, too. */
const SAME: ReadonlySet<string> = new Set([
  ...['acm', 'acm-pca', 'amazonmq', 'amplify', 'apigateway', 'appconfig', 'appflow', 'apprunner', 'appsync'],
  ...['artifact', 'athena', 'auditmanager', 'batch', 'bedrock', 'billing', 'braket', 'chatbot', 'cloud9'],
  ...['cloudformation', 'cloudhsm', 'cloudmap', 'cloudshell', 'cloudwatch', 'cognito', 'comprehend', 'config'],
  ...['connect', 'controltower', 'databrew', 'dataexchange', 'datapipeline', 'datasync', 'datazone', 'dax'],
  ...['detective', 'devicefarm', 'directconnect', 'directoryservicev2', 'dlm', 'dms', 'docdb', 'drs', 'dynamodbv2'],
  ...['ec2', 'ecr', 'ecs', 'efs', 'eks', 'elasticache', 'elasticbeanstalk', 'elastictranscoder', 'emr', 'events'],
  ...['fis', 'forecast', 'frauddetector', 'fsx', 'gamelift', 'glacier', 'globalaccelerator', 'glue', 'grafana'],
  ...['greengrass', 'groundstation', 'guardduty', 'health', 'iam', 'imagebuilder', 'inspector', 'iot', 'iotanalytics'],
  ...['iotevents', 'iotsitewise', 'ivs', 'kendra', 'keyspaces', 'kinesis', 'kinesisvideo', 'kms', 'lakeformation'],
  ...['lambda', 'lex', 'license-manager', 'lightsail', 'macie', 'managedservices', 'mediaconnect', 'mediaconvert'],
  ...['medialive', 'mediapackage', 'mediastore', 'mediatailor', 'memorydb', 'mgn', 'migrationhub', 'msk', 'mwaa'],
  ...['neptune', 'network-firewall', 'networkmanager', 'opsworks', 'organizations', 'outposts', 'personalize'],
  ...['pinpoint', 'polly', 'proton', 'qldb', 'quicksight', 'ram', 'rds', 'redshiftv2', 'rekognition', 'resiliencehub'],
  ...['resource-explorer', 'resource-groups', 'robomaker', 'rolesanywhere', 'route53resolver', 's3', 'sagemaker'],
  ...['scheduler', 'schemas', 'secretsmanager', 'securityhub', 'securitylake', 'servicecatalog', 'servicequotas'],
  ...['ses', 'shield', 'signer', 'singlesignon', 'snowfamily', 'sns', 'sqs', 'states', 'storagegateway', 'support'],
  ...['swf', 'synthetics', 'systems-manager', 'textract', 'timestream', 'transcribe', 'transfer', 'translate'],
  ...['trustedadvisor', 'verifiedpermissions', 'vmwarecloudonaws', 'vpcconsole', 'wellarchitected', 'workdocs'],
  ...['workmail', 'workspaces', 'xray'],
])

/** Names that are not the console's path, or whose page has another place. */
const PATHS: Readonly<Record<string, string>> = {
  'access-analyzer': 'access-analyzer/home',
  'access-keys': 'iam/home#/security_credentials',
  account: 'billing/home#/account',
  aos: 'aos/home',
  apigw: 'apigateway/home',
  asg: 'ec2/home#AutoScalingGroups:',
  autoscaling: 'ec2/home#AutoScalingGroups:',
  backup: 'backup/home',
  bills: 'billing/home#/bills',
  budgets: 'billing/home#/budgets',
  c9: 'cloud9/home',
  ce: 'cost-management/home#/cost-explorer',
  certificates: 'acm/home',
  cf: 'cloudfront/v4/home',
  cfn: 'cloudformation/home',
  cloudfront: 'cloudfront/v4/home',
  cloudtrail: 'cloudtrailv2/home',
  codeartifact: 'codesuite/codeartifact/repositories',
  codebuild: 'codesuite/codebuild/projects',
  codecommit: 'codesuite/codecommit/repositories',
  codedeploy: 'codesuite/codedeploy/applications',
  codepipeline: 'codesuite/codepipeline/pipelines',
  codesuite: 'codesuite/home',
  cognito: 'cognito/v2/home',
  'cognito-identity': 'cognito/v2/identity/identity-pools',
  'cognito-idp': 'cognito/v2/idp/user-pools',
  'compute-optimizer': 'compute-optimizer/home',
  cost: 'costmanagement/home',
  'cost-explorer': 'cost-management/home#/cost-explorer',
  ct: 'cloudtrailv2/home',
  cw: 'cloudwatch/home',
  cwl: 'cloudwatch/home#logsV2:log-groups',
  dashboards: 'cloudwatch/home#dashboards:',
  ddb: 'dynamodbv2/home',
  ds: 'directoryservicev2/home',
  dx: 'directconnect/v2/home',
  dynamodb: 'dynamodbv2/home',
  eb: 'elasticbeanstalk/home',
  ebs: 'ec2/home#Volumes:',
  ecs: 'ecs/v2/clusters',
  elb: 'ec2/home#LoadBalancers:',
  elbv2: 'ec2/home#LoadBalancers:',
  es: 'aos/home',
  eventbridge: 'events/home',
  firehose: 'firehose/home',
  fms: 'wafv2/fmsv2/home',
  gd: 'guardduty/home',
  guardduty: 'guardduty/home',
  home: 'console/home',
  identitycenter: 'singlesignon/home',
  inspector2: 'inspector/v2/home',
  instances: 'ec2/home#Instances:',
  kafka: 'msk/home',
  l: 'lambda/home',
  logs: 'cloudwatch/home#logsV2:log-groups',
  mq: 'amazonmq/home',
  opensearch: 'aos/home',
  orgs: 'organizations/v2/home',
  organizations: 'organizations/v2/home',
  param: 'systems-manager/parameters',
  parameters: 'systems-manager/parameters',
  pipes: 'events/home#/pipes',
  policies: 'iam/home#/policies',
  quotas: 'servicequotas/home',
  r53: 'route53/v2/home',
  redshift: 'redshiftv2/home',
  resourcegroups: 'resource-groups/home',
  roles: 'iam/home#/roles',
  route53: 'route53/v2/home',
  route53domains: 'route53/domains/home',
  scrh: 'securityhub/home',
  scrm: 'secretsmanager/listsecrets',
  secrets: 'secretsmanager/listsecrets',
  'security-groups': 'ec2/home#SecurityGroups:',
  'service-catalog': 'servicecatalog/home',
  'service-quotas': 'servicequotas/home',
  sfn: 'states/home',
  sg: 'ec2/home#SecurityGroups:',
  sh: 'securityhub/home',
  sm: 'secretsmanager/listsecrets',
  sns: 'sns/v3/home',
  sqs: 'sqs/v3/home',
  ssm: 'systems-manager/home',
  sso: 'singlesignon/home',
  stepfn: 'states/home',
  stepfunctions: 'states/home',
  tags: 'resource-groups/tag-editor',
  ta: 'trustedadvisor/home',
  tra: 'trustedadvisor/home',
  users: 'iam/home#/users',
  vpc: 'vpcconsole/home',
  vpn: 'vpcconsole/home#VpnConnections:',
  waf: 'wafv2/homev2',
  wafv2: 'wafv2/homev2',
  'x-ray': 'xray/home',
}

/** All that --service knows, in order. */
export const serviceNames: readonly string[] = [...new Set([...SAME, ...Object.keys(PATHS)])].sort()
