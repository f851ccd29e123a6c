import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { has } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { until } from '../support/until.ts'
import { type Browsing, browsing } from './browsing.ts'
import { onStage, type Running, type Stage } from './stage.ts'

/** Either kind of sign-in: what is typed for it, what AWS is asked for its token, where that lies, and how many want it. */
const KINDS = {
  'IAM Identity Center': { login: 'acme', action: 'CreateToken', directory: '.aws/sso/cache', crowd: 50 },
  'aws login': { login: 'me', action: 'CreateOAuth2Token', directory: '.aws/login/cache', crowd: 10 },
} as const

describe('e2e: signing in with a browser', test => {
  test(
    'the story in bash: login, assume, exec, whoami, logout',
    onStage(async stage => {
      const { pages, visiting, center } = browsing(stage)
      const script = [
        'set -euo pipefail',
        'awsenv login acme',
        'eval "$(awsenv assume data)"',
        'printf "%s\\n" "$AWSENV_ROLE_ARN"',
        'awsenv whoami --json',
        `awsenv exec data -- sh -c 'printf "%s\\n" "$AWS_ACCOUNT_ID"'`,
        'eval "$(awsenv unset)"',
        'env | grep -c ^AWSENV_ROLE || true',
        'awsenv logout acme',
        'status=0; awsenv assume data >rest 2>said || status=$?',
        'printf "%s\\n" "$status"; cat said >&2',
      ]
      const { status, stdout, stderr } = await visiting(() => stage.run(['bash', '-c', script.join('\n')]))
      assert.is(status, 0, stderr)
      assert.match(stdout, /^arn:aws:iam::300000000000:role\/aws-reserved\/sso\S+AWSReservedSSO_ReadOnly_\w+\n/)
      assert.match(stdout, /"arn": "arn:aws:sts::300000000000:assumed-role\/AWSReservedSSO_ReadOnly_\w+\/alice"/)
      assert.match(stdout, /\n300000000000\n0\n75\n$/)
      assert.match(stderr, /you are signed in to sso-session "acme", until /)
      assert.match(stderr, /you are not signed in to sso-session "acme" \(\S+\), and nobody can be asked here/)
      assert.equal([pages().length, center.tokens.size], [1, 0])
    }),
  )

  for (const kind of ['IAM Identity Center', 'aws login'] as const) {
    const { login, action, crowd, directory } = KINDS[kind]

    test(
      `${kind}: ${crowd} processes that need a sign-in at once open one page, and all of them have it; a refresh is one request`,
      onStage(async stage => {
        const { pages, visiting } = browsing(stage)
        const running: Running[] = []
        const outcomes = Array.from({ length: crowd }, () =>
          stage.run(['awsenv', 'login', login], { timeout: 300_000, onStart: one => void running.push(one) }),
        )
        const waiting = () => running.filter(({ stderr }) => stderr().includes('waiting for another awsenv')).length
        await until(() => pages().length > 0 && waiting() === crowd - 1)
        for (const { status, stderr } of await visiting(() => Promise.all(outcomes))) assert.is(status, 0, stderr)
        assert.equal([pages().length, stage.sandbox.count(action)], [1, 1])
        // The same with a refresh, which asks nobody.
        expire(join(stage.home, directory))
        const again = Array.from({ length: 10 }, () => stage.awsenv('login', login))
        for (const { status, stderr } of await Promise.all(again)) assert.is(status, 0, stderr)
        assert.equal([pages().length, stage.sandbox.count(action)], [1, 2])
      }),
    )

    test(
      `${kind}: when the one that signs in is killed, one of those that wait signs in`,
      onStage(async stage => {
        const { pages, visiting } = browsing(stage)
        const running: Running[] = []
        const login5 = Array.from({ length: 5 }, () =>
          stage.run(['awsenv', 'login', login], { onStart: one => void running.push(one) }),
        )
        const first = () => running.find(({ stderr }) => stderr().includes('your browser opens'))
        await until(() => pages().length === 1 && first() !== undefined)
        first()?.kill('SIGKILL')
        const all = await visiting(() => Promise.all(login5))
        assert.equal([all.filter(({ status }) => status === 0).length, pages().length], [4, 2])
      }),
    )

    test(
      `${kind}: after a kill -9 during a refresh the next process refreshes or signs in, once`,
      onStage(async stage => {
        const story = browsing(stage)
        const { pages, visiting } = story
        const again = () => visiting(() => stage.awsenv('login', login))
        assert.is((await again()).status, 0)
        // The request never left: the refresh token is as good as before.
        await killedWhileRefreshing(stage, kind, 'silence')
        assert.is((await again()).status, 0)
        assert.is(pages().length, 1)
        // AWS has answered, and nobody has kept it.
        await killedWhileRefreshing(stage, kind, { delay: 60_000 })
        spend(story)
        const before = stage.sandbox.count(action)
        const { status, stderr } = await again()
        assert.is(status, 0, stderr)
        assert.match(stderr, /has ended: your browser opens its page/)
        assert.equal([pages().length, stage.sandbox.count(action) - before], [2, 2])
        assert.match((await again()).stderr, /signed in already/)
      }),
    )
  }

  needing(
    test,
    'strace',
    has('strace'),
  )(
    'no secret of a sign-in is in an argument, on stderr, or in a file but those of AWS, which are yours alone',
    onStage(async stage => {
      const story = browsing(stage)
      const codes = spied(story)
      stage.env['AWSENV_SHELL'] = 'sh'
      const commands = [
        ...['login acme --debug', 'assume data --debug', 'credential-process data --debug', 'whoami --debug'],
        ...['login me --debug', 'assume me --debug', 'exec me --debug -- true', 'config dump --json'],
        ...['login acme --refresh --debug', 'login me --refresh --debug'],
      ]
      for (const words of commands) {
        const trace = join(stage.cwd, 'trace')
        const strace = ['strace', '-f', '-s', '100000', '-e', 'trace=execve', '-o', trace]
        const { stderr } = await story.visiting(() => stage.run([...strace, 'awsenv', ...words.split(' ')]))
        const secrets = secretsOf(stage, story, codes)
        const places = { stderr, arguments: readFileSync(trace, 'utf8'), ...filesBeside(stage) }
        for (const [where, text] of Object.entries(places))
          for (const secret of secrets) assert.not(text.includes(secret), `${words}: a secret in ${where}`)
      }
      for (const { directory } of Object.values(KINDS)) {
        const names = readdirSync(join(stage.home, directory))
        assert.ok(names.length > 0)
        for (const name of names) assert.is(statSync(join(stage.home, directory, name)).mode & 0o777, 0o600)
      }
      assert.ok(secretsOf(stage, story, codes).length > 15, 'there were secrets to be found')
      for (const words of ['logout --debug', 'clear --all --debug']) await stage.awsenv(...words.split(' '))
      const { directory } = KINDS['aws login']
      assert.equal(existsSync(join(stage.home, directory)) ? readdirSync(join(stage.home, directory)) : [], [])
    }),
  )
})

/** A login whose token has run out is killed while it waits for AWS to refresh it. */
async function killedWhileRefreshing(
  stage: Stage,
  kind: keyof typeof KINDS,
  how: 'silence' | { readonly delay: number },
): Promise<void> {
  const { login, action, directory } = KINDS[kind]
  expire(join(stage.home, directory))
  stage.sandbox.fail({ action, how })
  const before = stage.sandbox.count(action)
  let running: Running | undefined
  const ended = stage.run(['awsenv', 'login', login], {
    onStart: one => {
      running = one
    },
  })
  await until(() => stage.sandbox.count(action) > before)
  running?.kill('SIGKILL')
  await ended
  stage.sandbox.recover()
}

/** Lets every token in a cache of the AWS CLI have ended a while ago. */
function expire(directory: string): void {
  for (const name of readdirSync(directory)) {
    const content = JSON.parse(readFileSync(join(directory, name), 'utf8'))
    const expiresAt = '2026-01-01T00:00:00Z'
    if (typeof content.accessToken === 'string') content.expiresAt = expiresAt
    else if (content.accessToken !== undefined) content.accessToken.expiresAt = expiresAt
    else continue
    writeFileSync(join(directory, name), JSON.stringify(content))
  }
}

/** A refresh token that was used is worth nothing any more, whoever has the answer. */
function spend({ center, signIn }: Browsing): void {
  center.refreshTokens.clear()
  signIn.refreshTokens.clear()
}

/** The codes that browsers will bring back. */
function spied({ center, signIn }: Browsing): readonly string[] {
  const seen: string[] = []
  for (const codes of [center.codes, signIn.codes] as Map<string, unknown>[]) {
    const set = codes.set.bind(codes)
    codes.set = (code, grant) => {
      seen.push(code)
      return set(code, grant)
    }
  }
  return seen
}

function secretsOf({ sandbox, home }: Stage, { center, signIn }: Browsing, codes: readonly string[]): string[] {
  const sessions = [...sandbox.world.sessions.values()]
  const clients = [...center.clients.values()].map(({ clientSecret }) => clientSecret)
  const keys = readable(join(home, KINDS['aws login'].directory)).flatMap(text => {
    const { dpopKey = '', idToken = '' } = JSON.parse(text)
    // A line of the key, without what all keys have in common.
    return [dpopKey.split('\n')[2] ?? '', idToken].filter(Boolean)
  })
  return [
    ...[...center.tokens.keys(), ...center.refreshTokens.keys(), ...signIn.refreshTokens.keys(), ...clients],
    ...[...codes, ...keys, ...sessions.flatMap(one => [one.secretAccessKey, one.sessionToken])],
  ]
}

function readable(directory: string): readonly string[] {
  if (!existsSync(directory)) return []
  return readdirSync(directory).map(name => readFileSync(join(directory, name), 'utf8'))
}

/** Every file that a command may have left, but those of AWS's own caches. */
function filesBeside({ home, runtime, cwd }: Stage): Record<string, string> {
  const found: Record<string, string> = {}
  for (const root of [home, runtime, cwd]) {
    for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name)
      const isOfAws = Object.values(KINDS).some(({ directory }) => path.startsWith(join(home, directory)))
      if (entry.isFile() && !isOfAws) found[path] = readFileSync(path, 'latin1')
    }
  }
  return found
}
