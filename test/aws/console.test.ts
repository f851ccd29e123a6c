import * as assert from 'uvu/assert'
import { afterSigningOut, consoleHosts, consolePage, servicePage, signinUrl } from '../../src/aws/console.ts'
import { consoleService, serviceNames } from '../../src/aws/console-services.ts'
import { describe } from '../support/describe.ts'

describe('aws/console', test => {
  const page = (partition: string, service?: string, region?: string) => {
    const hosts = consoleHosts(partition)
    assert.ok(hosts)
    return consolePage(partition, hosts, servicePage(service), region)
  }

  for (const [partition, service, region, url] of [
    ['aws', undefined, undefined, 'https://console.aws.amazon.com/console/home'],
    ['aws', undefined, 'eu-west-1', 'https://eu-west-1.console.aws.amazon.com/console/home?region=eu-west-1'],
    ['aws', 'ec2', 'eu-west-1', 'https://eu-west-1.console.aws.amazon.com/ec2/home?region=eu-west-1'],
    ['aws', 'ddb', 'eu-west-1', 'https://eu-west-1.console.aws.amazon.com/dynamodbv2/home?region=eu-west-1'],
    ['aws', 'elb', 'eu-west-1', 'https://eu-west-1.console.aws.amazon.com/ec2/home?region=eu-west-1#LoadBalancers:'],
    ['aws', 'EC2', 'eu-west-1', 'https://eu-west-1.console.aws.amazon.com/ec2/home?region=eu-west-1'],
    ['aws', 'iam', 'eu-west-1', 'https://console.aws.amazon.com/iam/home'],
    ['aws', 'roles', 'eu-west-1', 'https://console.aws.amazon.com/iam/home#/roles'],
    ['aws', 'r53', 'eu-west-1', 'https://console.aws.amazon.com/route53/v2/home'],
    ['aws', 'lambda', 'eu-west-1', 'https://eu-west-1.console.aws.amazon.com/lambda/home?region=eu-west-1'],
    ['aws', 'ssm', 'eu-west-1', 'https://eu-west-1.console.aws.amazon.com/systems-manager/home?region=eu-west-1'],
    ['aws', 'ec3/home', undefined, 'https://console.aws.amazon.com/ec3/home'],
    ['aws-cn', 'iam', 'cn-north-1', 'https://console.amazonaws.cn/iam/home'],
    ['aws-us-gov', 'iam', 'us-gov-west-1', 'https://console.amazonaws-us-gov.com/iam/home'],
    ['aws', 'elb', undefined, 'https://console.aws.amazon.com/ec2/home#LoadBalancers:'],
    ['aws', 'newservice', undefined, 'https://console.aws.amazon.com/newservice/home'],
    ['aws', 'a/b', undefined, 'https://console.aws.amazon.com/a/b/home'],
    ['aws-cn', 's3', 'cn-north-1', 'https://cn-north-1.console.amazonaws.cn/s3/home?region=cn-north-1'],
    ['aws-cn', 's3', 'eu-west-1', 'https://console.amazonaws.cn/s3/home'],
    [
      'aws-us-gov',
      's3',
      'us-gov-west-1',
      'https://us-gov-west-1.console.amazonaws-us-gov.com/s3/home?region=us-gov-west-1',
    ],
    [
      'aws-eusc',
      's3',
      'eusc-de-east-1',
      'https://eusc-de-east-1.console.amazonaws-eusc.eu/s3/home?region=eusc-de-east-1',
    ],
  ] as const) {
    test(`${service ?? 'the first page'} in ${region ?? 'no region'} of ${partition} is ${url}`, () =>
      assert.is(page(partition, service, region), url))
  }

  test('a partition whose console is not public has no hosts', () => {
    for (const partition of ['aws-iso', 'aws-iso-b', 'constructor']) assert.is(consoleHosts(partition), undefined)
  })

  for (const name of [
    '',
    '/',
    'a//b',
    '../x',
    'a b',
    'x?y',
    'x#y',
    '@evil',
    'ec2.evil',
    'a/',
    '\u202e',
    'x'.repeat(65),
  ])
    test(`${JSON.stringify(name)} is no service`, () =>
      assert.throws(() => servicePage(name), /is not the name of a service/))

  test('every service has a page, by its own name and in upper case', () => {
    assert.ok(serviceNames.length > 200)
    for (const name of serviceNames) {
      const { path } = servicePage(name)
      assert.match(path, /^[a-z0-9-]+(?:\/[a-z0-9-]+)+(?:#[/A-Za-z0-9_:-]+)?$/, name)
      assert.equal(servicePage(name.toUpperCase()), consoleService(name))
    }
  })

  test("each of granted's names is known here (its service_map.go)", () => {
    const names =
      'acm apigateway apigw aos athena appsync c9 ce cf cfn cloudformation cloudmap cloudwatch codepipeline codedeploy codesuite codeartifact codecommit config ct cw ddb dynamodb dms dx eb ebs ec2 ecr ecs eks events eventbridge gd grafana iam kms l lambda mwaa param r53 ram rds redshift route53 s3 sagemaker secretsmanager sm scrm securityhub sfn scrh ses stepfn ssm sns states sso trustedadvisor tra vpc waf wafv2'
    assert.equal(
      names.split(' ').filter(name => consoleService(name) === undefined),
      [],
    )
  })

  test('a name that is nearly that of a service gets it as a question', () => {
    for (const [typed, meant] of [
      ['ec3', 'ec2'],
      ['lamda', 'lambda'],
      ['dynamo-db', 'dynamodb'],
    ] as const) {
      try {
        servicePage(typed)
        assert.unreachable(typed)
      } catch (error) {
        const { message, hint, exitCode } = error as { message: string; hint: string; exitCode: number }
        assert.is(message, `awsenv knows no service "${typed}" of the console`)
        assert.match(hint, `"${meant}"`)
        assert.is(exitCode, 2)
      }
    }
  })

  for (const [partition, link, out] of [
    ['aws', 'https://signin.aws.amazon.com/federation', 'https://us-east-1.signin.aws.amazon.com'],
    ['aws-cn', 'https://signin.amazonaws.cn/federation', 'https://signin.amazonaws.cn'],
    ['aws-us-gov', 'https://signin.amazonaws-us-gov.com/federation', 'https://signin.amazonaws-us-gov.com'],
    ['another', 'http://127.0.0.1:4566/federation', 'http://127.0.0.1:4566'],
  ] as const) {
    test(`in ${partition}, a browser signs out and in again on one host`, () => {
      const url = new URL(afterSigningOut(`${link}?Action=login&SigninToken=a%2Bb%26c`))
      assert.is(url.origin + url.pathname, `${out}/oauth`)
      assert.equal(Object.fromEntries(url.searchParams), {
        Action: 'logout',
        redirect_uri: `${out}/federation?Action=login&SigninToken=a%2Bb%26c`,
      })
    })
  }

  test('the link has the page and the token, each as one value', () => {
    const url = new URL(signinUrl('https://signin.aws.amazon.com', 'a+b/c=&d', 'https://x.test/y?region=z#w'))
    assert.is(`${url.origin}${url.pathname}`, 'https://signin.aws.amazon.com/federation')
    assert.equal(Object.fromEntries(url.searchParams), {
      Action: 'login',
      Issuer: 'awsenv',
      Destination: 'https://x.test/y?region=z#w',
      SigninToken: 'a+b/c=&d',
    })
  })
})
