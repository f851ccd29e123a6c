import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { SIGN_IN_LASTS } from '../../src/credentials/sign-in/sign-in.ts'
import { describe } from '../support/describe.ts'
import { inCenter, SSO_CONFIG } from './center-story.ts'

const sha1 = (text: string) => createHash('sha1').update(text).digest('hex')
const TOKEN = `${sha1('acme')}.json`

describe('IAM Identity Center', test => {
  test(
    'a profile of an sso-session is assumed as it stands: the browser opens once, then nothing is asked',
    inCenter(async ({ alice, actions }) => {
      const first = await alice.inShell('assume', 'data')
      assert.is(first.exitCode, 0, first.stderr)
      assert.match(first.stderr, /sso-session "acme"/)
      assert.match(
        alice.env['AWSENV_ROLE_ARN'] ?? '',
        /^arn:aws:iam::300000000000:role\/aws-reserved\/sso\.amazonaws\.com\/eu-central-1\/AWSReservedSSO_ReadOnly_\w{16}$/,
      )
      assert.equal([alice.env['AWSENV_FROM'], alice.env['AWS_ACCOUNT_ID']], ['data', '300000000000'])
      assert.is(alice.opened.length, 1)
      const asked = actions()
      assert.ok(asked.includes('GetRoleCredentials'))
      assert.is((await alice.inShell('assume', 'data')).exitCode, 0)
      assert.equal(actions(), asked)
      const { program } = await alice.awsenv('exec', 'data', 'true')
      assert.is(program?.env['AWS_ACCOUNT_ID'], '300000000000')
      const process = await alice.awsenv('credential-process', 'data')
      assert.is(JSON.parse(process.script).Version, 1, process.stderr)
      const legacy = await alice.awsenv('assume', 'old', '--from', 'data')
      assert.is(legacy.exitCode, 2)
    }),
  )

  test(
    'a mistyped account id is an error before a browser opens for an account of that name',
    inCenter(async ({ alice, actions }) => {
      const { exitCode, stderr } = await alice.awsenv('assume', '30000000000', 'ReadOnly')
      assert.equal([exitCode, alice.opened.length, actions()], [2, 0, []])
      assert.match(stderr, '"30000000000" is not an account id')
    }),
  )

  test(
    "the token is in the AWS CLI's place and format, for its owner alone",
    inCenter(async ({ alice, cached }) => {
      const { stderr, exitCode } = await alice.awsenv('login', 'acme')
      assert.is(exitCode, 0, stderr)
      const token = cached()[TOKEN] ?? {}
      assert.is(statSync(join(alice.home, '.aws/sso/cache', TOKEN)).mode & 0o777, 0o600)
      assert.equal(Object.keys(token).sort(), [
        ...['accessToken', 'clientId', 'clientSecret', 'expiresAt', 'refreshToken', 'region'],
        ...['registrationExpiresAt', 'startUrl'],
      ])
      assert.match(token['expiresAt'] ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
      const registration = sha1(
        '{"region": "eu-central-1", "scopes": ["sso:account:access"], "session_name": "acme", "startUrl": "https://acme.awsapps.com/start", "tool": "botocore"}',
      )
      assert.is(cached()[`${registration}.json`]?.['clientId'], token['clientId'])
      for (const secret of [token['accessToken'], token['refreshToken'], token['clientSecret']])
        assert.not.match(stderr, secret ?? 'none')
      assert.match((await alice.awsenv('login', 'acme')).stderr, /signed in already/)
      assert.is(alice.opened.length, 1)
      assert.is((await alice.awsenv('login', 'data', '--refresh')).exitCode, 0)
      assert.is(alice.opened.length, 2)
    }),
  )

  test(
    'a token about to end is refreshed before anybody is asked; one that AWS no longer refreshes serves out its time, then a person signs in',
    inCenter(async ({ alice, sandbox, center, cached }) => {
      await alice.awsenv('login', 'acme')
      const before = cached()[TOKEN]?.['accessToken']
      sandbox.clock.advance(2_800)
      assert.is((await alice.awsenv('assume', 'data')).exitCode, 0)
      const second = cached()[TOKEN]?.['accessToken']
      assert.is.not(second, before)
      assert.is(alice.opened.length, 1)
      // As after a kill -9 between AWS's answer and the file.
      center.refreshTokens.clear()
      sandbox.clock.advance(2_800)
      assert.is((await alice.awsenv('assume', 'data', '--refresh')).exitCode, 0)
      assert.is(cached()[TOKEN]?.['accessToken'], second)
      sandbox.clock.advance(900)
      alice.hasTerminal = false
      const refused = await alice.awsenv('assume', 'data', '--refresh')
      assert.is(refused.exitCode, 75)
      assert.match(refused.stderr, /run on a terminal: awsenv login acme/)
      alice.hasTerminal = true
      assert.is((await alice.awsenv('assume', 'data', '--refresh')).exitCode, 0)
      assert.is(alice.opened.length, 2)
    }),
  )

  test(
    'where no browser can be seen, and with --device-code, one URL and a code are shown, and the sign-in is waited for',
    inCenter(async ({ alice, center }) => {
      center.answers = 'nothing'
      alice.browserAbsence = 'a browser would open on the other side of this SSH session'
      let sleeps = 0
      alice.whileAsleep = async () => {
        const [device] = center.devices.values()
        if (device && ++sleeps === 3) device.state = 'approved'
      }
      const { exitCode, stderr } = await alice.awsenv('login', 'acme')
      assert.is(exitCode, 0, stderr)
      assert.match(
        stderr,
        /open http:\/\/127\.0\.0\.1:\d+\/device\?user_code=(\S+) on any device; the page has to show the code \1/,
      )
      assert.is(alice.opened.length, 0)
      assert.match(stderr, /sso-session "acme" \(https:\/\/acme\.awsapps\.com\/start\)/)
      assert.match(alice.shown.join(''), /\[48;5;16m/)
      assert.ok((alice.slept[2] ?? 0) > (alice.slept[0] ?? 0), 'slowed down when told to')
    }),
  )

  test(
    'in WSL the browser of Windows opens the page of the code, once the code has been shown',
    inCenter(async ({ alice, center }) => {
      center.answers = 'nothing'
      alice.env['WSL_DISTRO_NAME'] = 'Debian'
      let isShown = false
      alice.browse = async url => {
        isShown = alice.shown.length > 0
        await fetch(`${url}&answer=approve`)
      }
      const { exitCode, stderr } = await alice.awsenv('login', 'acme')
      assert.is(exitCode, 0, stderr)
      assert.ok(isShown)
      const [code] = /(?<=has to show the code )\S+/.exec(stderr) ?? []
      assert.is(new URL(alice.opened[0]?.url ?? '').searchParams.get('user_code'), code)
    }),
  )

  test(
    'a sign-in that was denied is told, by either way',
    inCenter(async ({ alice, center }) => {
      center.answers = 'deny'
      const byBrowser = await alice.awsenv('login', 'acme')
      assert.is(byBrowser.exitCode, 1)
      assert.match(byBrowser.stderr, /was denied in the browser/)
      center.answers = 'nothing'
      alice.whileAsleep = async () => {
        for (const device of center.devices.values()) device.state = 'denied'
      }
      const byDevice = await alice.awsenv('login', 'acme', '--device-code')
      assert.match(byDevice.stderr, /was denied in the browser/)
      assert.is(byDevice.exitCode, 1)
    }),
  )

  test(
    'a role of Identity Center is a source of further roles, and legacy keys of a profile do as well as a session',
    inCenter(async ({ alice, sandbox, center }) => {
      const [role] = center.accounts[0]?.roles.values() ?? []
      const account = sandbox.world.account('123456789012')
      const hub = sandbox.world.addRole(account, 'Hub', {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { AWS: role?.arn ?? '' }, Action: 'sts:AssumeRole' }],
      })
      alice.write(
        'config',
        `${SSO_CONFIG}[profile admin]\nsso_session = acme\nsso_account_id = 300000000000\nsso_role_name = Admin\n[profile hub]\nrole_arn = ${hub.arn}\nsource_profile = admin\n`,
      )
      const { exitCode, stderr } = await alice.inShell('assume', 'hub')
      assert.is(exitCode, 0, stderr)
      assert.is(alice.env['AWSENV_ROLE_ARN'], hub.arn)
      // Others that want the same wait for as long as the sign-in may take.
      const held = alice.locks.filter(({ name }) => /^(?:role|sso-token)-/.test(name))
      assert.is(held.length, 3)
      assert.ok(
        held.every(({ deadline = 0 }) => deadline > SIGN_IN_LASTS),
        JSON.stringify(held),
      )
      const old = await alice.awsenv('assume', 'old')
      assert.is(old.exitCode, 0, old.stderr)
    }),
  )

  test(
    'a role that is not assigned, a start URL or region that is wrong, a section that is missing: each in a sentence',
    inCenter(async ({ alice }) => {
      alice.write(
        'config',
        `${SSO_CONFIG}[profile none]\nsso_session = acme\nsso_account_id = 300000000000\nsso_role_name = Root\n[profile lost]\nsso_session = acne\nsso_account_id = 300000000000\nsso_role_name = Root\n[profile half]\nsso_session = acme\n`,
      )
      const said = async (...words: string[]) => {
        const { exitCode, stderr } = await alice.awsenv(...words)
        assert.ok(exitCode > 0, stderr)
        return stderr
      }
      assert.match(await said('assume', 'none'), /gives you no role "Root" in account 300000000000/)
      assert.match(await said('assume', 'lost'), /there is no \[sso-session acne\][\s\S]*did you mean "acme"/)
      assert.match(await said('assume', 'half'), /has no sso_account_id/)
      assert.match(await said('login', 'https://other.awsapps.com/start'), /--region/)
      const other = ['login', 'https://other.awsapps.com/start', '--region', 'eu-central-1', '--device-code']
      assert.match(await said(...other), /does not know the start URL/)
    }),
  )

  test(
    'logout revokes the token at AWS, and forgets it and the roles that it gave',
    inCenter(async ({ alice, center, cached, actions }) => {
      await alice.awsenv('assume', 'data')
      assert.is(center.tokens.size, 1)
      const { exitCode, stderr } = await alice.awsenv('logout')
      assert.is(exitCode, 0, stderr)
      assert.is(center.tokens.size, 0)
      assert.is(cached()[TOKEN], undefined)
      assert.ok(actions().includes('Logout'))
      alice.hasTerminal = false
      assert.is((await alice.awsenv('assume', 'data')).exitCode, 75)
      assert.match((await alice.awsenv('logout', 'acne')).stderr, /did you mean "acme"/)
    }),
  )

  test(
    'a token that AWS no longer accepts is told, and one more sign-in does',
    inCenter(async ({ alice, center, cached }) => {
      await alice.awsenv('login', 'acme')
      center.tokens.clear()
      const { exitCode, stderr } = await alice.awsenv('assume', 'data')
      assert.is(exitCode, 0, stderr)
      assert.match(stderr, /AWS does not accept the token of sso-session "acme"[\s\S]*you are not signed in to/)
      assert.is(alice.opened.length, 2)
      center.tokens.clear()
      alice.hasTerminal = false
      const refused = await alice.awsenv('assume', 'data', '--refresh')
      assert.is(refused.exitCode, 75, refused.stderr)
      assert.match(refused.stderr, /run on a terminal: awsenv login acme/)
      assert.is(cached()[TOKEN], undefined)
    }),
  )

  test(
    'a registration that has expired, or that AWS no longer knows, is made anew; a refresh without it is a sign-in',
    inCenter(async ({ alice, center, actions, sandbox }) => {
      await alice.awsenv('login', 'acme')
      const registrations = () => actions().filter(action => action === 'RegisterClient').length
      // The page says so only in the browser, and nobody comes back: the device's flow is told at once.
      center.clients.clear()
      alice.whileAsleep = async () => {
        for (const device of center.devices.values()) device.state = 'approved'
      }
      const again = await alice.awsenv('login', 'acme', '--refresh', '--device-code')
      assert.is(again.exitCode, 0, again.stderr)
      assert.is(registrations(), 2)
      center.clients.clear()
      sandbox.clock.advance(3_600)
      const { exitCode, stderr } = await alice.awsenv('login', 'acme')
      assert.is(exitCode, 0, stderr)
      assert.match(stderr, /your sign-in to sso-session "acme" \(\S+\) has ended/)
      assert.is(registrations(), 3)
      sandbox.clock.advance(center.lives.registration)
      assert.is((await alice.awsenv('login', 'acme')).exitCode, 0)
      assert.is(registrations(), 4)
    }),
  )

  test(
    'a browser that does not start, a page that nobody answers, a wrong start URL: each in a sentence',
    inCenter(async ({ alice, center, sandbox }) => {
      alice.browserError = 'can\'t start "firefox" (ENOENT)'
      const byHand = await alice.awsenv('login', 'acme')
      assert.is(byHand.exitCode, 0, byHand.stderr)
      assert.match(byHand.stderr, /can't start "firefox" \(ENOENT\): open the address yourself/)
      center.answers = 'nothing'
      alice.whileAsleep = async milliseconds => sandbox.clock.advance(milliseconds / 1000)
      const late = await alice.awsenv('login', 'acme', '--refresh', '--device-code')
      assert.is(late.exitCode, 1)
      assert.match(late.stderr, /nobody answered the page of sso-session "acme" in time: its code has expired/)
      assert.match(late.stderr, /begin again: awsenv login acme/)
      alice.write('config', SSO_CONFIG.replaceAll('acme.awsapps', 'acne.awsapps'))
      for (const words of [[], ['--device-code']]) {
        const wrong = await alice.awsenv('login', 'acme', '--refresh', ...words)
        assert.is(wrong.exitCode, 1)
        assert.match(wrong.stderr, /does not know the start URL of sso-session "acme"/)
        assert.match(wrong.stderr, /"eu-central-1" is the region of its IAM Identity Center/)
      }
    }),
  )

  test(
    'where the cache can not be written the sign-in serves one command, and where it can not be read that is told',
    inCenter(async ({ alice }) => {
      const aws = join(alice.home, '.aws')
      writeFileSync(join(aws, 'sso'), 'in the way')
      const { exitCode, stderr } = await alice.awsenv('assume', 'data')
      assert.is(exitCode, 0, stderr)
      assert.match(stderr, /the sign-in is not kept for the next command: cannot write ".*": /)
      rmSync(join(aws, 'sso'))
      mkdirSync(join(aws, 'sso/cache', TOKEN), { recursive: true })
      const unreadable = await alice.awsenv('login', 'acme')
      assert.is(unreadable.exitCode, 1)
      assert.match(unreadable.stderr, /cannot read ".*\.json": it is a directory/)
    }),
  )

  test(
    'a token file that is damaged is passed over, and replaced by a sign-in',
    inCenter(async ({ alice, cached }) => {
      await alice.awsenv('login', 'acme')
      const path = join(alice.home, '.aws/sso/cache', TOKEN)
      for (const text of ['{"accessToken"', '[]', '{"accessToken": 7, "expiresAt": "soon"}']) {
        writeFileSync(path, text)
        const { exitCode, stderr } = await alice.awsenv('login', 'acme')
        assert.is(exitCode, 0, stderr)
        assert.is(stderr.match(/is ignored/g)?.length, 1, stderr)
        assert.ok(cached()[TOKEN]?.['accessToken'])
      }
      assert.not.match(readFileSync(path, 'utf8'), /soon/)
    }),
  )
})

describe('a profile that has credentials', test => {
  test(
    'of a credential_process or a temporary key is assumed as it stands; a long-term key is its login',
    inCenter(async ({ alice, world, code }) => {
      await alice.awsenv('assume', 'data')
      const json = (await alice.awsenv('credential-process', 'data')).script
      const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = JSON.parse(json)
      alice.commandLines['get-key'] = () => json
      alice.write(
        'config',
        `[profile tool]\ncredential_process = get-key\n[profile key]\nregion = eu-central-1\nmfa_serial = ${world.alice.mfaSerial}\n`,
      )
      alice.write(
        'credentials',
        `[temp]\naws_access_key_id = ${AccessKeyId}\naws_secret_access_key = ${SecretAccessKey}\naws_session_token = ${SessionToken}\n` +
          `[key]\naws_access_key_id = ${world.alice.accessKeyId}\naws_secret_access_key = ${world.alice.secretAccessKey}\n`,
      )
      const tool = await alice.inShell('assume', 'tool')
      assert.is(tool.exitCode, 0, tool.stderr)
      assert.equal([alice.env['AWS_ACCESS_KEY_ID'], alice.env['AWSENV_ROLE']], [AccessKeyId, 'tool'])
      assert.is(Number(alice.env['AWSENV_EXPIRES']), Math.floor(Date.parse(Expiration) / 1000))
      await alice.inShell('unset')
      const temp = await alice.inShell('assume', 'temp')
      assert.match(temp.stderr, /nothing says when its key expires/)
      assert.equal([alice.env['AWS_ACCESS_KEY_ID'], alice.env['AWS_ACCOUNT_ID']], [AccessKeyId, '300000000000'])
      await alice.inShell('unset')
      alice.answers = [code()]
      const key = await alice.inShell('assume', 'key')
      assert.is(key.exitCode, 0, key.stderr)
      assert.match(alice.env['AWS_ACCESS_KEY_ID'] ?? '', /^ASIA/)
      assert.is(alice.env['AWS_ACCOUNT_ID'], '123456789012')
      const longer = await alice.awsenv('assume', 'tool', '--duration', '2h')
      assert.is(longer.exitCode, 2)
    }),
  )
})
