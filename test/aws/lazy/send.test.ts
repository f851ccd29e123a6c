/** What leaves is what the SDK's own clients would have sent, and what comes back is tried again as they do. */
import { IAMClient } from '@aws-sdk/client-iam'
import { SSOClient } from '@aws-sdk/client-sso'
import { SSOOIDCClient } from '@aws-sdk/client-sso-oidc'
import { STSClient } from '@aws-sdk/client-sts'
import * as assert from 'uvu/assert'
import * as iam from '../../../src/aws/lazy/iam.ts'
import type { AnyCommand, Identity, Incoming, Outgoing, Send, Sending } from '../../../src/aws/lazy/send.ts'
import * as sso from '../../../src/aws/lazy/sso.ts'
import * as oidc from '../../../src/aws/lazy/sso-oidc.ts'
import * as sts from '../../../src/aws/lazy/sts.ts'
import { describe, rejects } from '../../support/describe.ts'

describe('aws/lazy/send', test => {
  const identity = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x'.repeat(40), sessionToken: 'y+/=' }
  const policy = '{"Version":"2012-10-17","Statement":[{"Sid":"ünïcode & <more>"}]}'
  const role = { RoleArn: 'arn:aws:iam::123456789012:role/a/b+c=d', RoleSessionName: 'me@example.com' }
  const pages = { accessToken: 'a token', maxResults: 100, nextToken: 'a+b/c=&d' }
  const device = { clientId: 'id', clientSecret: 'secret', startUrl: 'https://acme.awsapps.com/start' }
  const calls: readonly (readonly [Send, ClientClass, AnyCommand, Identity | undefined])[] = [
    [sts.send, STSClient, new sts.GetCallerIdentityCommand({}), identity],
    [sts.send, STSClient, new sts.GetSessionTokenCommand({ DurationSeconds: 900, TokenCode: '123456' }), identity],
    [
      sts.send,
      STSClient,
      new sts.AssumeRoleCommand({
        ...role,
        Policy: policy,
        PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
        Tags: [{ Key: 'team', Value: 'a b' }],
        TransitiveTagKeys: ['team'],
      }),
      identity,
    ],
    [sts.send, STSClient, new sts.AssumeRoleWithWebIdentityCommand({ ...role, WebIdentityToken: 'e.f.g' }), undefined],
    [iam.send, IAMClient, new iam.ListMFADevicesCommand({}), identity],
    [iam.send, IAMClient, new iam.CreateUserCommand({ UserName: 'me', Path: '/a/' }), identity],
    [sso.send, SSOClient, new sso.ListAccountsCommand(pages), undefined],
    [sso.send, SSOClient, new sso.LogoutCommand({ accessToken: 'a token' }), undefined],
    [oidc.send, SSOOIDCClient, new oidc.StartDeviceAuthorizationCommand(device), undefined],
  ]
  const regions = [
    ...['eu-central-1', 'us-east-1', 'us-gov-west-1', 'cn-north-1', 'eusc-de-east-1', 'us-iso-east-1', 'xx-new-9'],
    ...['aws-global', 'fips-us-east-1', 'not/a host'],
  ]

  for (const [send, Client, command, signer] of calls) {
    const action = command.constructor.name
    test(`${action} leaves as ${Client.name} sends it`, async () => {
      const place = { region: 'eu-central-1', identity: signer }
      const ours = await sentBy(send, command, place)
      assert.equal(ours, await sentByClient(Client, command, place))
      assert.match(JSON.stringify(ours), 'amazonaws.com')
    })
  }

  for (const [send, Client, command, signer] of calls.filter(
    (call, at) => calls.findIndex(([, C]) => C === call[1]) === at,
  ))
    test(`${Client.name} asks the same hosts in each region, by FIPS, by dual stack and with an endpoint`, async () => {
      // For aws-global the SDK's clients sign even a request that nobody is to sign.
      for (const region of regions.filter(name => signer !== undefined || name !== 'aws-global'))
        for (const way of WAYS) {
          const place = { ...way, region, identity: signer }
          assert.equal(await sentBy(send, command, place), await sentByClient(Client, command, place), region)
        }
    })

  const answerOf = (status: number, code: string, headers = {}): Incoming => ({
    statusCode: status,
    headers: { 'content-type': 'text/xml', ...headers },
    body: Buffer.from(`<ErrorResponse><Error><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`),
  })
  const good = {
    statusCode: 200,
    headers: {},
    body: Buffer.from(
      '<GetCallerIdentityResponse><GetCallerIdentityResult><Account>1</Account></GetCallerIdentityResult></GetCallerIdentityResponse>',
    ),
  }
  const attemptsOf = async (answers: readonly (Incoming | Error)[], sending: Partial<Sending> = {}) => {
    const tried: (string | undefined)[] = []
    const ended = await sts
      .send(new sts.GetCallerIdentityCommand({}), {
        ...sendingOf({ region: 'eu-central-1', identity }),
        async exchange({ headers }) {
          const answer = answers[tried.length] ?? good
          tried.push(headers['amz-sdk-request'])
          if (answer instanceof Error) throw answer
          return answer
        },
        ...sending,
      })
      .then(
        () => 'done',
        error => `${error.name}: ${error.message}`,
      )
    return [ended, tried.length, tried.at(-1)]
  }

  test('what passes is tried again, three times in all, and what a second attempt would not change is not', async () => {
    const reset = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
    assert.equal(await attemptsOf([answerOf(503, 'ServiceUnavailable')]), ['done', 2, 'attempt=2; max=3'])
    assert.equal(await attemptsOf([reset, answerOf(500, 'InternalFailure')]), ['done', 3, 'attempt=3; max=3'])
    assert.equal((await attemptsOf([reset, reset, reset, reset])).slice(1), [3, 'attempt=3; max=3'])
    assert.equal((await attemptsOf([reset], { maxAttempts: 1 })).slice(1), [1, 'attempt=1; max=1'])
    assert.equal(await attemptsOf([answerOf(403, 'AccessDenied')]), ['AccessDenied: no', 1, 'attempt=1; max=3'])
    assert.equal((await attemptsOf([{ ...good, statusCode: 502, body: Buffer.from('<html>') }])).slice(0, 2), [
      'done',
      2,
    ])
  })

  test('a signature of the wrong time is made again, once the answer has told the time', async () => {
    let offset = 0
    const expired = answerOf(403, 'SignatureDoesNotMatch')
    const late = (by: number) => ({
      clockOffset: () => offset,
      exchange: async ({ headers }: Outgoing) => {
        const isFirst = offset === 0
        offset = by
        assert.match(headers['authorization'] ?? '', '/eu-central-1/sts/aws4_request')
        return isFirst ? expired : good
      },
    })
    assert.is((await attemptsOf([], late(3_600_000)))[0], 'done')
    offset = 0
    assert.is((await attemptsOf([], late(60_000)))[0], 'SignatureDoesNotMatch: no')
  })

  test('the deadline ends the wait for another attempt', async () => {
    const controller = new AbortController()
    const busy = answerOf(503, 'SlowDown', { 'retry-after': '60' })
    const exchange = async () => {
      controller.abort()
      return busy
    }
    const sending = { ...sendingOf({ region: 'eu-central-1', identity }), exchange, signal: controller.signal }
    await rejects(sts.send(new sts.GetCallerIdentityCommand({}), sending), /no/)
  })
})

type Place = Pick<Sending, 'region' | 'identity'> & Partial<Pick<Sending, 'endpoint' | 'isFips' | 'isDualstack'>>

// biome-ignore lint/suspicious/noExplicitAny: each service has its own types for the same settings.
type ClientClass = new (config: any) => any

const WAYS = [
  {},
  { isFips: true },
  { isDualstack: true },
  { isFips: true, isDualstack: true },
  { endpoint: 'https://proxy.example.com:8443/a/b' },
  { endpoint: 'http://[::1]:4566' },
]
const STOP = 'nothing leaves a test'

function sendingOf(place: Place): Sending {
  return {
    ...{ endpoint: undefined, isFips: false, isDualstack: false, userAgent: 'awsenv/test', maxAttempts: 3 },
    ...{ signal: new AbortController().signal, now: Date.now, clockOffset: () => 0 },
    async admit() {},
    exchange: () => Promise.reject(new Error(STOP)),
    ...place,
  }
}

/** What is sent, or why nothing is. */
async function sentBy(send: Send, command: AnyCommand, place: Place) {
  let sent: unknown
  const exchange = async ({ url, method, headers, body }: Outgoing): Promise<never> => {
    sent = shown(method, url, headers, body)
    throw new Error(STOP)
  }
  const { message } = await rejects(send(command, { ...sendingOf(place), exchange }), /./)
  return message === STOP ? sent : message
}

async function sentByClient(Client: ClientClass, command: AnyCommand, { region, identity, ...place }: Place) {
  let sent: unknown
  const handle = async ({
    protocol,
    hostname,
    port,
    path,
    query,
    method,
    headers,
    body,
  }: SdkRequest): Promise<never> => {
    const url = new URL(`${protocol}//${hostname}${port ? `:${port}` : ''}${path}`)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    sent = shown(method, url, headers, body)
    throw new Error(STOP)
  }
  const client = new Client({
    region,
    ...{ credentials: async () => identity, maxAttempts: 1, requestHandler: { handle }, retryMode: 'standard' },
    ...(place.endpoint === undefined ? {} : { endpoint: place.endpoint }),
    useFipsEndpoint: place.isFips ?? false,
    useDualstackEndpoint: place.isDualstack ?? false,
  })
  const { message } = await rejects(client.send(command), /./)
  return message === STOP ? sent : message
}

type SdkRequest = {
  readonly protocol: string
  readonly hostname: string
  readonly port?: number
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/** All but the time, the attempt and the user agent, and what the signature has of those. */
function shown(method: string, url: URL, headers: Readonly<Record<string, string>>, body: string | undefined) {
  const { authorization = '', ...others } = headers
  const [, scope, names = ''] = /Credential=\w+\/\d{8}\/(.*?), SignedHeaders=([^,]*)/.exec(authorization) ?? []
  const changing = /^(?:amz-sdk-.*|user-agent|x-amz-user-agent|x-amz-date)$/
  const kept = Object.entries(others).filter(([name]) => !changing.test(name))
  const query = [...url.searchParams].sort()
  const signed = names.split(';').filter(name => !changing.test(name))
  return {
    method,
    place: `${url.origin}${url.pathname}`,
    query,
    headers: Object.fromEntries(kept),
    scope,
    signed,
    body,
  }
}
