import * as assert from 'uvu/assert'
import { consoleHosts, consolePage, servicePath, signinUrl } from '../../src/aws/console.ts'
import { describe } from '../support/describe.ts'

describe('aws/console', test => {
  const page = (partition: string, service?: string, region?: string) => {
    const hosts = consoleHosts(partition)
    assert.ok(hosts)
    return consolePage(partition, hosts, servicePath(service), region)
  }

  for (const [partition, service, region, url] of [
    ['aws', undefined, undefined, 'https://console.aws.amazon.com/console/home'],
    ['aws', undefined, 'eu-west-1', 'https://eu-west-1.console.aws.amazon.com/console/home?region=eu-west-1'],
    ['aws', 'ec2', 'eu-west-1', 'https://eu-west-1.console.aws.amazon.com/ec2/home?region=eu-west-1'],
    ['aws', 'ddb', 'eu-west-1', 'https://eu-west-1.console.aws.amazon.com/dynamodbv2/home?region=eu-west-1'],
    ['aws', 'elb', 'eu-west-1', 'https://eu-west-1.console.aws.amazon.com/ec2/home?region=eu-west-1#LoadBalancers:'],
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
      assert.throws(() => servicePath(name), /is not the name of a service/))

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
