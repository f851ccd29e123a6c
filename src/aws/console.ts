/** Web console URLs: the sign-in link, and the page it leads to. Pure. */
import { misused } from '../errors.ts'
import { partitionOfRegion } from '../model/arn.ts'

/** A partition's two hosts. */
export type ConsoleHosts = { readonly signin: string; readonly console: string }

/** undefined if AWS hasn't published them. */
export function consoleHosts(partition: string): ConsoleHosts | undefined {
  return Object.hasOwn(HOSTS, partition) ? HOSTS[partition] : undefined
}

/** A page of the console. Uses `region` if it is in the partition; without one, AWS shows the last one used. */
export function consolePage(partition: string, hosts: ConsoleHosts, path: string, region: string | undefined): string {
  const [place = '', anchor] = path.split('#')
  const isThere = region !== undefined && partitionOfRegion(region).id === partition
  const page = isThere
    ? `https://${region}.${hosts.console}/${place}?region=${region}`
    : `https://${hosts.console}/${place}`
  return anchor === undefined ? page : `${page}#${anchor}`
}

/** The link that signs a browser in, once, within 15 minutes: a secret. `endpoint` is where the token comes from. */
export function signinUrl(endpoint: string, signinToken: string, page: string): string {
  const url = new URL('/federation', endpoint)
  url.search = String(
    new URLSearchParams({ Action: 'login', Issuer: 'awsenv', Destination: page, SigninToken: signinToken }),
  )
  return url.href
}

/** The path of a service's page by its short name, or of the home page. @throws AwsenvError */
export function servicePath(name: string | undefined): string {
  if (name === undefined) return 'console/home'
  if (Object.hasOwn(PATHS, name)) return PATHS[name] as string
  if (/^[a-z0-9](?:[a-z0-9-]|\/(?=[a-z0-9])){0,63}$/i.test(name)) return `${name}/home`
  throw misused(
    `"${name}" is not the name of a service`,
    'use a short name like ec2, s3 or cfn, or the path of its console page, like codesuite/codebuild',
  )
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_enable-console-custom-url.html, and peers for eusc. */
const HOSTS: Readonly<Record<string, ConsoleHosts>> = {
  aws: { signin: 'signin.aws.amazon.com', console: 'console.aws.amazon.com' },
  'aws-cn': { signin: 'signin.amazonaws.cn', console: 'console.amazonaws.cn' },
  'aws-us-gov': { signin: 'signin.amazonaws-us-gov.com', console: 'console.amazonaws-us-gov.com' },
  'aws-eusc': { signin: 'signin.amazonaws-eusc.eu', console: 'console.amazonaws-eusc.eu' },
}

/** Short names that differ from the console's path; any other name is the path. */
const PATHS: Readonly<Record<string, string>> = {
  apigw: 'apigateway/home',
  billing: 'costmanagement/home',
  cf: 'cloudfront/v4/home',
  cfn: 'cloudformation/home',
  cloudfront: 'cloudfront/v4/home',
  cloudtrail: 'cloudtrailv2/home',
  codebuild: 'codesuite/codebuild/projects',
  codepipeline: 'codesuite/codepipeline/pipelines',
  cognito: 'cognito/v2/home',
  ct: 'cloudtrailv2/home',
  cw: 'cloudwatch/home',
  ddb: 'dynamodbv2/home',
  dynamodb: 'dynamodbv2/home',
  ecs: 'ecs/v2/clusters',
  elb: 'ec2/home#LoadBalancers:',
  eventbridge: 'events/home',
  identitycenter: 'singlesignon/home',
  logs: 'cloudwatch/home#logsV2:log-groups',
  organizations: 'organizations/v2/home',
  parameters: 'systems-manager/parameters',
  r53: 'route53/v2/home',
  redshift: 'redshiftv2/home',
  route53: 'route53/v2/home',
  secrets: 'secretsmanager/listsecrets',
  sfn: 'states/home',
  sns: 'sns/v3/home',
  sqs: 'sqs/v3/home',
  sso: 'singlesignon/home',
  ssm: 'systems-manager/home',
  stepfunctions: 'states/home',
  vpc: 'vpcconsole/home',
  waf: 'wafv2/homev2',
}
