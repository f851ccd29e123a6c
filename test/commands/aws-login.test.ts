import { generateKeyPairSync } from 'node:crypto'
import { statSync, writeFileSync } from 'node:fs'
import * as assert from 'uvu/assert'
import { SIGN_IN_LASTS } from '../../src/credentials/sign-in/sign-in.ts'
import { issueCode } from '../../tools/sandbox/console-sign-in/tokens.ts'
import { trusting } from '../../tools/sandbox/demo-world.ts'
import { describe } from '../support/describe.ts'
import { inConsole } from './console-story.ts'

const CROSS_DEVICE = 'arn:aws:signin:::devtools/cross-device'

describe('aws login', test => {
  test(
    'a profile with login_session is assumed as it stands: the browser opens once, and the page is named first',
    inConsole(async ({ alice, world, tokens, sandbox }) => {
      const first = await alice.inShell('assume', 'me')
      assert.is(first.exitCode, 0, first.stderr)
      assert.match(
        first.stderr,
        `you are not signed in to profile "me" (${world.alice.arn}): your browser opens its page; if it doesn't, open ${sandbox.url}/v1/authorize?`,
      )
      assert.equal([alice.env['AWS_ACCOUNT_ID'], alice.env['AWSENV_FROM']], ['123456789012', 'me'])
      assert.ok(Number(alice.env['AWSENV_EXPIRES']) <= sandbox.clock.now() / 1000 + 900)
      const again = await alice.awsenv('exec', 'me', 'true')
      assert.is(again.program?.env['AWS_ACCESS_KEY_ID'], alice.env['AWS_ACCESS_KEY_ID'])
      const process = await alice.awsenv('credential-process', 'me')
      assert.is(JSON.parse(process.script).AccessKeyId, alice.env['AWS_ACCESS_KEY_ID'], process.stderr)
      const profile = await alice.awsenv('config', 'add-profile', 'tool', 'me')
      assert.is(profile.exitCode, 0, profile.stderr)
      const page = await alice.awsenv('console', 'me', '--print')
      assert.match(page.stderr, /"me" is not a role/)
      assert.equal([alice.opened.length, tokens()], [1, 1])
    }),
  )

  test(
    "the sign-in is in the AWS CLI's place and format, for its owner alone",
    inConsole(async ({ alice, world, cached, cachePath }) => {
      const { stderr, exitCode } = await alice.awsenv('login', 'me')
      assert.is(exitCode, 0, stderr)
      assert.match(stderr, /you are signed in to profile "me"/)
      assert.is(statSync(cachePath).mode & 0o777, 0o600)
      const { accessToken, dpopKey = '', ...rest } = cached()
      assert.equal(Object.keys(rest).sort(), ['clientId', 'idToken', 'refreshToken', 'signInRegion', 'tokenType'])
      assert.equal([rest['clientId'], rest['signInRegion']], ['arn:aws:signin:::devtools/same-device', 'eu-central-1'])
      assert.equal(Object.keys(accessToken).sort(), [
        ...['accessKeyId', 'accountId', 'expiresAt', 'secretAccessKey', 'sessionToken'],
      ])
      assert.match(accessToken['expiresAt'] ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
      assert.match(dpopKey, /^-----BEGIN EC PRIVATE KEY-----\n(?:.{1,64}\n)+-----END EC PRIVATE KEY-----\n$/)
      for (const secret of [rest['refreshToken'], dpopKey, accessToken['secretAccessKey'], rest['idToken']])
        assert.not.match(stderr, secret ?? 'none')
      assert.match((await alice.awsenv('login', 'me')).stderr, /signed in already/)
      const again = await alice.awsenv('login', 'me', '--refresh')
      assert.match(again.stderr, `you asked for a new sign-in to profile "me" (${world.alice.arn})`)
      assert.is(alice.opened.length, 2)
    }),
  )

  test(
    'credentials about to end are refreshed with a proof of the key, and what else is in the file stays there',
    inConsole(async ({ alice, sandbox, cached, rewrite, tokens }) => {
      await alice.awsenv('login', 'me')
      const before = cached()
      rewrite({ later: 'version' })
      sandbox.clock.advance(400)
      const { exitCode, stderr } = await alice.inShell('assume', 'me')
      assert.is(exitCode, 0, stderr)
      const after = cached()
      assert.is.not(after.accessToken['accessKeyId'], before.accessToken['accessKeyId'])
      assert.is.not(after['refreshToken'], before['refreshToken'])
      for (const key of ['dpopKey', 'idToken', 'clientId', 'signInRegion'])
        assert.is(after[key], before[key], `${key} stays`)
      assert.equal([after['later'], after.accessToken['accountId']], ['version', '123456789012'])
      assert.is(alice.env['AWS_ACCESS_KEY_ID'], after.accessToken['accessKeyId'])
      assert.equal([alice.opened.length, tokens()], [1, 2])
    }),
  )

  test(
    'what can no longer be refreshed serves out its time; then a person signs in, and without one it ends with 75',
    inConsole(async ({ alice, sandbox, signIn, cached }) => {
      await alice.awsenv('login', 'me')
      const { accessKeyId } = cached().accessToken
      signIn.refreshTokens.clear()
      sandbox.clock.advance(400)
      assert.is((await alice.inShell('assume', 'me')).exitCode, 0)
      assert.is(alice.env['AWS_ACCESS_KEY_ID'], accessKeyId)
      sandbox.clock.advance(460)
      alice.hasTerminal = false
      const refused = await alice.awsenv('assume', 'me')
      assert.is(refused.exitCode, 75)
      assert.match(refused.stderr, /your sign-in to profile "me" \(arn:\S+\) has ended, and nobody can be asked here/)
      assert.match(refused.stderr, /run on a terminal: awsenv login me/)
      alice.hasTerminal = true
      assert.is((await alice.inShell('assume', 'me')).exitCode, 0)
      assert.is(alice.opened.length, 2)
    }),
  )

  test(
    'it is a source of further roles; others that want the same wait for as long as the sign-in may take',
    inConsole(async ({ alice, sandbox, world }) => {
      const hub = sandbox.world.addRole(sandbox.world.account('123456789012'), 'Hub', trusting(world.alice.arn))
      const roles = `[profile hub]\nrole_arn = ${hub.arn}\nsource_profile = me\n`
      alice.write('config', `[profile me]\nlogin_session = ${world.alice.arn}\nregion = eu-central-1\n${roles}`)
      const { exitCode, stderr } = await alice.inShell('assume', 'hub')
      assert.is(exitCode, 0, stderr)
      assert.is(alice.env['AWSENV_ROLE_ARN'], hub.arn)
      const held = alice.locks.filter(({ name }) => /^(?:role|aws-login)-/.test(name))
      assert.is(held.length, 2)
      assert.ok(held.every(({ deadline = 0 }) => deadline > SIGN_IN_LASTS))
      // The role comes out of the sealed cache from here on.
      sandbox.clock.advance(1_000)
      await alice.awsenv('logout', 'me')
      assert.is((await alice.awsenv('assume', 'hub')).exitCode, 0)
      // A login of a profile that leads to a sign-in is that sign-in, and so is one without a name.
      assert.match((await alice.awsenv('login', 'hub')).stderr, /you are signed in to profile "me"/)
      alice.env['AWS_PROFILE'] = 'me'
      assert.match((await alice.awsenv('login')).stderr, /you are signed in already to profile "me"/)
      await alice.inShell('unset')
      const { script } = await alice.awsenv('whoami')
      assert.match(script, /access key +<login>[\s\S]*identity +arn:aws:iam::123456789012:user\/alice/)
    }),
  )

  test(
    'on another device the page gives a code to be typed: over SSH, in WSL and with --device-code',
    inConsole(async ({ alice, cached, signIn, sandbox }) => {
      const codeOnPage = () => {
        const query = new URL(/open (\S+) on any device/.exec(alice.said)?.[1] ?? '').searchParams
        const [clientId = '', redirectUri = '', challenge = '', state = ''] = [
          ...['client_id', 'redirect_uri', 'code_challenge', 'state'].map(name => query.get(name) ?? ''),
        ]
        assert.equal([clientId, redirectUri], [CROSS_DEVICE, `${sandbox.url}/v1/sessions/confirmation`])
        const code = issueCode(signIn, { clientId, redirectUri, challenge }, sandbox.clock.now())
        return Buffer.from(`state=${state}&code=${code}`).toString('base64')
      }
      const someoneElses = Buffer.from('state=another&code=abc').toString('base64')
      const places = [{ browserAbsence: 'it is over SSH' }, { env: { ...alice.env, WSL_DISTRO_NAME: 'Debian' } }, {}]
      for (const place of places) {
        Object.assign(alice, { browserAbsence: undefined, ...place, answers: ['nonsense', someoneElses, codeOnPage] })
        const { exitCode, stderr, questions } = await alice.awsenv('login', 'me', '--refresh', '--device-code')
        assert.is(exitCode, 0, stderr)
        assert.is(questions.length, 3)
        assert.is(stderr.match(/that is not the code from the page/g)?.length, 2)
        assert.is(cached()['clientId'], CROSS_DEVICE)
      }
      Object.assign(alice, { answers: ['a', 'b', 'c'] })
      const given = await alice.awsenv('login', 'me', '--refresh', '--device-code')
      assert.match(given.stderr, /nobody signed in to profile "me": nothing has changed/)
      alice.hasTerminal = false
      const refused = await alice.awsenv('login', 'me', '--refresh', '--device-code')
      assert.is(refused.exitCode, 75)
      assert.match(refused.stderr, /takes a code from its page, and nobody can be asked here/)
    }),
  )

  test(
    'a sign-in that was denied, as somebody else, or with a code that is too old: each in a sentence, and nothing is kept',
    inConsole(async ({ alice, signIn, sandbox, world, cached }) => {
      const said = async (...words: string[]) => {
        const { exitCode, stderr } = await alice.awsenv('login', 'me', ...words)
        assert.is(exitCode, 1, stderr)
        return stderr
      }
      signIn.answers = 'deny'
      assert.match(await said(), /the sign-in to profile "me" was denied in the browser/)
      signIn.answers = 'approve'
      signIn.person = sandbox.world.user('arn:aws:iam::123456789012:user/bob')
      const other = await said()
      assert.match(
        other,
        /you signed in as "arn:aws:iam::123456789012:user\/bob", but profile "me" belongs to "arn:\S+alice"/,
      )
      assert.match(other, /sign out in the browser and run awsenv login me again, or set login_session = \S+bob/)
      signIn.person = sandbox.world.user(world.alice.arn)
      signIn.lives.code = -1
      assert.match(await said(), /the code from the browser for profile "me" has expired/)
      assert.equal(cached().accessToken, {})
    }),
  )

  const refusals: Readonly<Record<string, readonly [said: RegExp, hint: RegExp]>> = {
    TOKEN_EXPIRED: [/has expired/, /sign in again: awsenv login me/],
    USER_CREDENTIALS_CHANGED: [/password of profile "me" has changed/, /sign in again: awsenv login me/],
    INSUFFICIENT_PERMISSIONS: [/doesn't let profile "me" sign in for programs/, /signin:CreateOAuth2Token/],
    INVALID_REQUEST: [/didn't accept the sign-in of profile "me" in region "eu-central-1"/, /another region/],
  }
  for (const [code, [said, hint]] of Object.entries(refusals)) {
    test(
      `AWS refuses with ${code}: a sentence says so`,
      inConsole(async ({ alice, sandbox }) => {
        sandbox.fail({
          action: 'CreateOAuth2Token',
          how: { refusal: { status: 400, code, message: 'because' } },
        })
        const { exitCode, stderr } = await alice.awsenv('login', 'me')
        assert.is(exitCode, 1)
        assert.match(stderr, said)
        assert.match(stderr, hint)
        assert.match(stderr, /AWS said: because/)
      }),
    )
  }

  test(
    "a clock that is wrong is corrected by AWS's own once it is known, and told where it isn't",
    inConsole(async ({ alice }) => {
      alice.clockError = 3_600_000
      const { exitCode, stderr } = await alice.awsenv('login', 'me')
      assert.is(exitCode, 1)
      assert.match(stderr, /this machine's clock is 1h ahead of AWS's/)
    }),
  )

  test(
    'a file that is damaged or of another version is passed over, said once, and replaced by a sign-in',
    inConsole(async ({ alice, cachePath, cached }) => {
      await alice.awsenv('login', 'me')
      const whole = cached()
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
      const rsa = privateKey.export({ type: 'pkcs1', format: 'pem' })
      const broken = ['{', '[]', { ...whole, accessToken: 7 }, { ...whole, dpopKey: 'x' }, { ...whole, dpopKey: rsa }]
      for (const content of broken) {
        writeFileSync(cachePath, typeof content === 'string' ? content : JSON.stringify(content))
        const { exitCode, stderr } = await alice.awsenv('login', 'me')
        assert.is(exitCode, 0, stderr)
        assert.is(stderr.match(/is ignored/g)?.length, 1, stderr)
        assert.ok(cached().accessToken['accessKeyId'])
      }
    }),
  )

  test(
    'an endpoint that is neither AWS nor pinned gets nothing, and no page of it opens',
    inConsole(async ({ alice, tokens }) => {
      alice.env['AWS_ENDPOINT_URL_SIGNIN'] = 'https://signin.example.com'
      const { exitCode, stderr } = await alice.awsenv('login', 'me')
      assert.is(exitCode, 1)
      assert.match(stderr, /the endpoint "https:\/\/signin.example.com" is neither AWS over https nor this machine/)
      assert.equal([alice.opened.length, tokens()], [0, 0])
    }),
  )

  test(
    'AWS_LOGIN_CACHE_DIRECTORY is where the sign-in is kept; a login_session that is no ARN is told',
    inConsole(async ({ alice, cached }) => {
      alice.env['AWS_LOGIN_CACHE_DIRECTORY'] = '~/elsewhere'
      assert.is((await alice.awsenv('login', 'me')).exitCode, 0)
      assert.equal(cached().accessToken, {})
      assert.match((await alice.awsenv('login', 'me')).stderr, /signed in already/)
      alice.write('config', '[profile me]\nlogin_session = alice\n')
      assert.match((await alice.awsenv('login', 'me')).stderr, /login_session that is not an ARN: "alice"/)
    }),
  )

  test(
    'logout forgets the sign-in, by its profile and without a name',
    inConsole(async ({ alice, cached }) => {
      for (const words of [['me'], []]) {
        await alice.awsenv('login', 'me')
        const { exitCode, stderr } = await alice.awsenv('logout', ...words)
        assert.is(exitCode, 0, stderr)
        assert.match(stderr, /signed out of profile "me"/)
        assert.equal(cached().accessToken, {})
      }
      assert.match((await alice.awsenv('logout')).stderr, /you are not signed in to anything/)
      assert.match((await alice.awsenv('logout', 'me')).stderr, /profile "me" has no sign-in/)
    }),
  )
})
