/** Each kind of profile that has credentials, by each command that hands some on. A long-term key alone never is. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { consoleSignIn } from '../../tools/sandbox/console-sign-in/sign-in.ts'
import { credentialsOf, issueSession, type Session } from '../../tools/sandbox/session.ts'
import { describe } from '../support/describe.ts'
import { type CenterStory, inCenter, SSO_CONFIG } from './center-story.ts'
import { keyOf } from './story.ts'

type Kind = {
  readonly profile: string
  readonly accountId: string
  /** Whether it is a role, for which AWS opens its console. */
  readonly isRole: boolean
}

const ROLE_ACCOUNT = '300000000000'
const USER_ACCOUNT = '123456789012'

const KINDS: Readonly<Record<string, Kind>> = {
  'IAM Identity Center': { profile: 'data', accountId: ROLE_ACCOUNT, isRole: true },
  'the legacy form of IAM Identity Center': { profile: 'old', accountId: '300000000001', isRole: true },
  'aws login': { profile: 'me', accountId: USER_ACCOUNT, isRole: false },
  credential_process: { profile: 'tool', accountId: ROLE_ACCOUNT, isRole: true },
  'a temporary key': { profile: 'temp', accountId: ROLE_ACCOUNT, isRole: true },
  'a long-term key, which is its login': { profile: 'key', accountId: USER_ACCOUNT, isRole: false },
}

describe('a profile that has credentials is used as it stands', test => {
  for (const [kind, { profile, accountId, isRole }] of Object.entries(KINDS)) {
    test(
      kind,
      inCenter(async story => {
        const { alice, world, sandbox } = story
        const expected = furnish(story)
        const assumed = await alice.inShell('assume', profile)
        assert.is(assumed.exitCode, 0, assumed.stderr)
        const { AWS_ACCESS_KEY_ID: keyId = '', AWS_ACCOUNT_ID, AWSENV_FROM, AWSENV_ROLE_ARN } = alice.env
        assert.equal([AWS_ACCOUNT_ID, AWSENV_FROM, AWSENV_ROLE_ARN !== undefined], [accountId, profile, isRole])
        assert.match(keyId, /^ASIA/)
        assert.ok(sandbox.world.sessions.has(keyId), 'AWS knows it')
        assert.is.not(keyId, world.alice.accessKeyId)
        if (profile === 'tool' || profile === 'temp') assert.is(keyId, expected.accessKeyId)
        await alice.inShell('unset')

        const { program, stderr } = await alice.awsenv('exec', profile, 'true')
        assert.equal([program?.env['AWS_ACCESS_KEY_ID'], program?.env['AWS_ACCOUNT_ID']], [keyId, accountId], stderr)
        const process = await alice.awsenv('credential-process', profile)
        assert.is(JSON.parse(process.script).AccessKeyId, keyId, process.stderr)
        const added = await alice.awsenv('config', 'add-profile', 'by-awsenv', profile)
        assert.is(added.exitCode, 0, added.stderr)
        const config = readFileSync(join(alice.home, '.aws/config'), 'utf8')
        assert.match(
          config,
          new RegExp(`\\[profile by-awsenv\\]\\n(?:.*\\n)*?credential_process = .*credential-process ${profile}\\n`),
        )
        const page = await alice.awsenv('console', profile, '--print')
        assert.is(page.exitCode, isRole ? 0 : 1, page.stderr)
        assert.match(isRole ? page.script : page.stderr, isRole ? /Action=login/ : /is not a role/)
        assert.not.match([assumed, process, page].map(one => one.script).join(''), world.alice.secretAccessKey)
      }),
    )
  }
})

/** All of the profiles; the answer is the session that the tool prints, and that stands in the file. */
function furnish({ alice, world, sandbox, center, code }: CenterStory): Session {
  const [role] = center.accounts[0]?.roles.values() ?? []
  assert.ok(role)
  const session = issueSession(sandbox.world, sandbox.clock.now(), 3600, { identity: role, roleSessionName: 'alice' })
  alice.commandLines['get-key'] = () => JSON.stringify({ Version: 1, ...credentialsOf(session) })
  const signIn = consoleSignIn(sandbox.world.user(world.alice.arn))
  signIn.answers = 'approve'
  sandbox.world.consoleSignIn = signIn
  alice.answers = [() => code()]
  alice.write(
    'config',
    `${SSO_CONFIG}[profile tool]\ncredential_process = get-key\n[profile me]\nlogin_session = ${world.alice.arn}\n[profile key]\nmfa_serial = ${world.alice.mfaSerial}\n`,
  )
  alice.write('credentials', `${keyOf('temp', session, session.sessionToken)}${keyOf('key', world.alice)}`)
  return session
}
