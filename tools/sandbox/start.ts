/** `npm run sandbox`: the demo world by hand, with everything that a shell needs to use it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { consoleSignIn } from './console-sign-in/sign-in.ts'
import { type DemoWorld, demoWorld } from './demo-world.ts'
import { addIdentityCenter } from './identity-center/demo-center.ts'
import type { IdentityCenter } from './identity-center/directory.ts'
import { type Sandbox, startSandbox } from './sandbox.ts'

const REGION = 'eu-central-1'

await main()

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } })
  const sandbox = await startSandbox({ port: Number(values.port) })
  const world = demoWorld(sandbox)
  const center = addIdentityCenter(sandbox)
  sandbox.world.consoleSignIn = consoleSignIn(sandbox.world.user(world.alice.arn))
  const directory = mkdtempSync(join(tmpdir(), 'awsenv-sandbox-'))
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(0))
  writeFiles(directory, world, center)
  process.stdout.write(introduction(sandbox, world, directory))
}

/** The two files of alice, readable by nobody else. */
function writeFiles(directory: string, { alice, roles }: DemoWorld, { startUrl, region }: IdentityCenter): void {
  const write = (name: string, lines: readonly string[]) =>
    writeFileSync(join(directory, name), `${lines.join('\n')}\n`, { mode: 0o600 })
  write('credentials', [
    '[default]',
    `aws_access_key_id = ${alice.accessKeyId}`,
    `aws_secret_access_key = ${alice.secretAccessKey}`,
  ])
  write('config', [
    '[default]',
    `region = ${REGION}`,
    `mfa_serial = ${alice.mfaSerial}`,
    ...Object.entries({ admin: roles.admin, deploy: roles.deploy, other: roles.otherAdmin }).flatMap(([name, arn]) => [
      '',
      `[profile ${name}]`,
      `role_arn = ${arn}`,
      'source_profile = default',
      `mfa_serial = ${alice.mfaSerial}`,
      `region = ${REGION}`,
    ]),
    ...['', '[sso-session acme]', `sso_start_url = ${startUrl}`, `sso_region = ${region}`],
    ...['', '[profile me]', `login_session = ${alice.arn}`, `region = ${REGION}`],
  ])
}

function introduction(sandbox: Sandbox, { account, alice, roles }: DemoWorld, directory: string): string {
  const variables = {
    AWS_ENDPOINT_URL_STS: sandbox.url,
    AWS_ENDPOINT_URL_IAM: sandbox.url,
    AWS_ENDPOINT_URL_S3: sandbox.url,
    AWS_ENDPOINT_URL_SIGNIN: sandbox.url,
    AWS_ENDPOINT_URL_SSO: sandbox.url,
    AWS_ENDPOINT_URL_SSO_OIDC: sandbox.url,
    AWS_LOGIN_CACHE_DIRECTORY: join(directory, 'login'),
    AWS_CONFIG_FILE: join(directory, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(directory, 'credentials'),
    AWS_REGION: REGION,
  }
  const codeUrl = `${sandbox.url}/mfa-code?serial=${alice.mfaSerial}`
  return [
    '# a local STS; paste the export lines into another shell, and end it with Ctrl-C',
    `# account  ${account.id} (${account.alias})`,
    `# user     ${alice.name}, key ${alice.accessKeyId}`,
    ...Object.values(roles).map(arn => `# role     ${arn}`),
    `# mfa      ${alice.mfaSerial}`,
    `# code     curl '${codeUrl}'`,
    `# unused   curl '${codeUrl}&next'   # each code works once; this one has not been used`,
    `# console  awsenv config set endpoints ${new URL(sandbox.url).host}   # pins it: a session's keys go there`,
    '# browser  awsenv login acme (IAM Identity Center), awsenv login me (aws login); pin the endpoint first, as for the console',
    ...Object.entries(variables).map(([name, value]) => `export ${name}=${quoted(value)}`),
    '',
  ].join('\n')
}

function quoted(value: string): string {
  return `'${value.replaceAll("'", `'\\''`)}'`
}
