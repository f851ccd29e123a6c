/** What whoami says that AWS's tools would use, beside what the AWS CLI and boto3 say of the same shell and files. */
import { execFile, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { describe, needing } from '../support/describe.ts'
import { type Machine, machine } from '../support/fake-context.ts'

type State = {
  readonly title: string
  readonly env?: Readonly<Record<string, string>>
  readonly config?: string
  readonly credentials?: string
  /** Why one of the two can't be compared. */
  readonly notCli?: string
  readonly notBoto3?: string
}

/** What can be said by all three. */
type Said = {
  readonly fails: boolean
  readonly key?: string | undefined
  readonly method?: string | undefined
  readonly region?: string | undefined
}

const key = (name: string) =>
  `aws_access_key_id = AKIA${name.toUpperCase().padEnd(16, 'X')}\naws_secret_access_key = s\n`
const KEYS = { AWS_ACCESS_KEY_ID: 'AKIAENVENVENVENVENV1', AWS_SECRET_ACCESS_KEY: 's' }
const ASKS = 'it would ask AWS for the key'
const ROLE = 'role_arn = arn:aws:iam::123456789012:role/Admin\n'

const STATES: readonly State[] = [
  { title: 'nothing at all' },
  { title: 'a key in the environment', env: KEYS },
  { title: 'a session in the environment', env: { ...KEYS, AWS_SESSION_TOKEN: 't' } },
  {
    title: 'a session that lasts',
    env: { ...KEYS, AWS_SESSION_TOKEN: 't', AWS_CREDENTIAL_EXPIRATION: '2099-01-01T00:00:00Z' },
  },
  {
    title: 'a session that has expired',
    env: { ...KEYS, AWS_SESSION_TOKEN: 't', AWS_CREDENTIAL_EXPIRATION: '2020-01-01T00:00:00Z' },
  },
  { title: 'half a key in the environment', env: { AWS_ACCESS_KEY_ID: 'AKIAENVENVENVENVENV1' } },
  {
    title: 'the other half, beside a file',
    env: { AWS_SECRET_ACCESS_KEY: 's' },
    credentials: `[default]\n${key('file')}`,
  },
  {
    title: 'an empty id, beside a file',
    env: { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' },
    credentials: `[default]\n${key('file')}`,
  },
  { title: '[default] in the credentials file', credentials: `[default]\n${key('file')}` },
  { title: '[default] in the config file', config: `[default]\n${key('conf')}region = eu-west-3\n` },
  {
    title: 'both files',
    config: `[default]\n${key('conf')}region = eu-west-3\n`,
    credentials: `[default]\n${key('file')}`,
  },
  { title: 'half a key in the credentials file', credentials: '[default]\naws_access_key_id = AKIAFILEFILEFILEFILE\n' },
  { title: 'a secret alone in the credentials file', credentials: '[default]\naws_secret_access_key = s\n' },
  {
    title: 'a secret alone in the credentials file, a key in the other',
    config: `[default]\n${key('conf')}`,
    credentials: '[default]\nregion = eu-west-3\n',
  },
  {
    title: 'AWS_PROFILE',
    env: { AWS_PROFILE: 'work' },
    credentials: `[default]\n${key('file')}[work]\n${key('work')}`,
  },
  { title: 'AWS_DEFAULT_PROFILE', env: { AWS_DEFAULT_PROFILE: 'work' }, credentials: `[work]\n${key('work')}` },
  {
    title: 'AWS_PROFILE and AWS_DEFAULT_PROFILE',
    env: { AWS_PROFILE: 'work', AWS_DEFAULT_PROFILE: 'home' },
    credentials: `[work]\n${key('work')}[home]\n${key('home')}`,
    notBoto3: 'it takes AWS_DEFAULT_PROFILE first',
  },
  { title: 'AWS_PROFILE that is not there', env: { AWS_PROFILE: 'wrok' }, credentials: `[work]\n${key('work')}` },
  { title: 'AWS_PROFILE that is not there, beside keys', env: { AWS_PROFILE: 'wrok', ...KEYS } },
  { title: 'AWS_PROFILE=default without a [default]', env: { AWS_PROFILE: 'default' } },
  { title: 'an empty AWS_PROFILE', env: { AWS_PROFILE: '' }, credentials: `[default]\n${key('file')}` },
  {
    title: 'AWS_PROFILE beside keys',
    env: { AWS_PROFILE: 'work', ...KEYS },
    config: '[profile work]\nregion = eu-west-3\n',
    credentials: `[work]\n${key('work')}`,
  },
  { title: 'AWS_REGION', env: { ...KEYS, AWS_REGION: 'eu-west-1' }, notBoto3: 'it reads AWS_DEFAULT_REGION only' },
  {
    title: 'AWS_DEFAULT_REGION',
    env: { ...KEYS, AWS_DEFAULT_REGION: 'eu-west-1' },
    config: '[default]\nregion = eu-west-3\n',
  },
  {
    title: 'both region variables',
    env: { ...KEYS, AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-2' },
    notBoto3: 'it reads AWS_DEFAULT_REGION only',
  },
  {
    title: 'a role by source_profile',
    config: `[default]\n${ROLE}source_profile = work\n[profile work]\n${key('work')}`,
    notCli: ASKS,
  },
  {
    title: 'a role, and a key beside it',
    config: `[default]\n${ROLE}source_profile = default\n${key('work')}`,
    notCli: ASKS,
  },
  { title: 'a role without a source', config: `[default]\n${ROLE}` },
  { title: 'a role whose source is not there', config: `[default]\n${ROLE}source_profile = nobody\n` },
  {
    title: 'a role whose source has nothing',
    config: `[default]\n${ROLE}source_profile = empty\n[profile empty]\nregion = eu-west-3\n`,
  },
  {
    title: 'a role by credential_source, keys in the environment',
    env: KEYS,
    config: `[default]\n${ROLE}credential_source = Environment\n`,
  },
  {
    title: 'a role by a web identity',
    config: `[default]\n${ROLE}web_identity_token_file = /nowhere/token\n`,
    notCli: ASKS,
  },
  {
    title: 'the web identity of a pod',
    env: { AWS_WEB_IDENTITY_TOKEN_FILE: '/nowhere/token', AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/Pod' },
    notCli: ASKS,
  },
  {
    title: 'the web identity of a pod, beside a key',
    env: { AWS_WEB_IDENTITY_TOKEN_FILE: '/nowhere/token', AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/Pod' },
    credentials: `[default]\n${key('file')}`,
    notCli: ASKS,
  },
  { title: 'the web identity of a pod without a role', env: { AWS_WEB_IDENTITY_TOKEN_FILE: '/nowhere/token' } },
  {
    title: 'IAM Identity Center',
    config:
      '[default]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = Admin\n[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\n',
    notCli: ASKS,
  },
  {
    title: 'IAM Identity Center, and a key beside it',
    config:
      '[default]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\nsso_account_id = 123456789012\nsso_role_name = Admin\n',
    credentials: `[default]\n${key('file')}`,
    notCli: ASKS,
  },
  { title: 'a process', config: '[default]\ncredential_process = cat HOME/answer.json\n' },
  {
    title: 'a process, and a key in the credentials file',
    config: '[default]\ncredential_process = cat HOME/answer.json\n',
    credentials: `[default]\n${key('file')}`,
  },
  {
    title: 'a process, and a key in the config file',
    config: `[default]\ncredential_process = cat HOME/answer.json\n${key('conf')}`,
  },
  { title: 'a container', env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'CONTAINER' } },
  {
    title: 'a container, beside a profile',
    env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'CONTAINER' },
    credentials: `[default]\n${key('file')}`,
  },
  {
    title: "aws-vault's include_profile",
    config: `[default]\ninclude_profile = base\n[profile base]\nregion = eu-west-3\n`,
  },
  { title: 'both files elsewhere', env: { AWS_CONFIG_FILE: 'HOME/c', AWS_SHARED_CREDENTIALS_FILE: 'HOME/k' } },
  { title: 'a config file that is malformed', config: '[default\nregion = eu-west-1\n' },
]

describe('whoami beside the AWS CLI and boto3', test => {
  const cli = ['/usr/bin/aws', '/usr/local/bin/aws'].find(path => existsSync(path)) ?? '/usr/bin/aws'
  const python = process.env['AWSENV_TEST_PYTHON'] ?? 'python3'
  const hasCli = spawnSync(cli, ['--version']).status === 0
  const hasBoto3 = spawnSync(python, ['-c', 'import botocore.session']).status === 0

  test('3.2 there are thirty states, at least, and no two of one name', () => {
    assert.ok(new Set(STATES.map(({ title }) => title)).size === STATES.length && STATES.length >= 30)
  })

  needing(
    test,
    'boto3',
    hasBoto3,
  )('3.2 boto3 finds the same key, method and region', async () => {
    using scene = await stage()
    const compared = STATES.filter(({ notBoto3 }) => !notBoto3)
    const input = JSON.stringify(compared.map(state => scene.enter(state).env))
    const worker = join(import.meta.dirname, 'workers/botocore-choice.py')
    const theirs = JSON.parse(await run(python, [worker], process.env, input)) as Record<string, string>[]
    const said = theirs.map(({ error, method, key, region }): Said => {
      if (error !== undefined || method === undefined) return { fails: true }
      return {
        fails: false,
        method,
        region: region ?? undefined,
        key: AT_HAND.includes(method) ? key?.slice(-4) : undefined,
      }
    })
    assert.equal(
      await byTitle(compared, state => scene.ours(state)),
      await byTitle(compared, (_, index) => said[index]),
    )
  })

  needing(
    test,
    'awscli',
    hasCli,
  )('3.2 aws configure list shows the same', async () => {
    using scene = await stage()
    const compared = STATES.filter(({ notCli }) => !notCli)
    const texts = await configureLists(
      cli,
      compared.map(state => scene.enter(state).env),
    )
    const theirs = (_state: State, index: number): Said => {
      const text = texts[index] ?? ''
      const row = (name: string) => new RegExp(`^ *${name} +(\\S+(?: set>)?) +(\\S+)`, 'm').exec(text)?.slice(1) ?? []
      const [key = NOT_SET, method = ''] = row('access_key')
      const [region] = row('region')
      if (key === NOT_SET) return { fails: true }
      const shown = AT_HAND.includes(method) ? key.slice(-4) : undefined
      return { fails: false, method, region: region === NOT_SET ? undefined : region, key: shown }
    }
    assert.equal(await byTitle(compared, state => scene.ours(state)), await byTitle(compared, theirs))
  })
})

const NOT_SET = '<not set>'

/** What `aws configure list` prints in each environment. A Python program loads once for all; another runs once for each. */
async function configureLists(cli: string, envs: readonly NodeJS.ProcessEnv[]): Promise<readonly string[]> {
  const python = /^#!(\S+python\S*)/.exec(readFileSync(cli, 'latin1').slice(0, 100))?.[1]
  if (python === undefined) return Promise.all(envs.map(env => run(cli, ['configure', 'list'], env, '')))
  const worker = join(import.meta.dirname, 'workers/aws-in-environments.py')
  return JSON.parse(await run(python, [worker, cli], process.env, JSON.stringify(envs)))
}

async function byTitle(
  states: readonly State[],
  said: (state: State, index: number) => Promise<Said> | Said | undefined,
): Promise<Record<string, Said | undefined>> {
  const rows: Record<string, Said | undefined> = {}
  for (const [index, state] of states.entries()) rows[state.title] = await said(state, index)
  return rows
}

/** Where to learn the key is no request to AWS, and awsenv has it without asking anybody. */
const AT_HAND = ['env', 'shared-credentials-file', 'config-file']

type Scene = {
  /** The shell of a state; its home has the files. */
  enter(state: State): Machine
  ours(state: State): Promise<Said>
  [Symbol.dispose](): void
}

/** A home for each state, and a container that answers. */
async function stage(): Promise<Scene> {
  const answer = {
    AccessKeyId: 'ASIACONTAINERCONTAIN',
    SecretAccessKey: 's',
    Token: 't',
    Expiration: '2099-01-01T00:00:00Z',
  }
  const server = createServer((_, response) => response.end(JSON.stringify(answer))).listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const container = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const machines = new Map<State, Machine>()
  const enter = (state: State) => {
    const alice = machines.get(state) ?? settled(state, container)
    machines.set(state, alice)
    return alice
  }
  return {
    enter,
    async ours(state) {
      const { exitCode, script } = await enter(state).awsenv('whoami', '--json', '--offline')
      if (exitCode !== 0) return { fails: true }
      const { accessKey, region } = JSON.parse(script)
      return { fails: false, method: accessKey.method, region: region?.value, key: accessKey.value?.slice(-4) }
    },
    [Symbol.dispose]() {
      server.close()
      for (const alice of machines.values()) alice[Symbol.dispose]()
    },
  }
}

function settled({ env = {}, config = '', credentials = '' }: State, container: string): Machine {
  const alice = machine({ env: { PATH: process.env['PATH'] ?? '', AWS_EC2_METADATA_DISABLED: 'true' } })
  const placed = (text: string) => text.replaceAll('HOME', alice.home).replaceAll('CONTAINER', container)
  for (const [name, value] of Object.entries(env)) alice.env[name] = placed(value)
  if (config !== '') alice.write('config', placed(config))
  if (credentials !== '') alice.write('credentials', placed(credentials))
  writeFileSync(
    join(alice.home, 'answer.json'),
    '{"Version":1,"AccessKeyId":"ASIAPROCESSPROCESSPR","SecretAccessKey":"s"}',
  )
  writeFileSync(join(alice.home, 'c'), '[default]\nregion = eu-south-1\n')
  writeFileSync(join(alice.home, 'k'), `[default]\n${key('else')}`)
  return alice
}

/** Its stdout; where it fails, what there is. Not in this thread, which is the container's. */
function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv, input: string): Promise<string> {
  return new Promise(resolve => {
    const child = execFile(program, args, { env }, (_, stdout) => resolve(stdout))
    child.stdin?.end(input)
  })
}
