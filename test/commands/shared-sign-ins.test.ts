/** Sign-ins that awsenv, boto3 and the AWS SDK for JavaScript share, each reading and refreshing what another wrote. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { describe, needing } from '../support/describe.ts'
import { inCenter } from './center-story.ts'
import { inConsole } from './console-story.ts'
import { boto3, hasBoto3, type OtherClient, sdk } from './other-clients.ts'

const soon = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z')

const CLIENTS: Readonly<Record<string, OtherClient>> = { boto3, 'the AWS SDK for JavaScript': sdk }

describe('shared sign-ins', test => {
  for (const [name, client] of Object.entries(CLIENTS)) {
    const withClient = needing(test, 'boto3 with awscrt', client === sdk || hasBoto3)

    withClient(
      `${name} uses the token of IAM Identity Center that awsenv got, and refreshes it; awsenv uses what that wrote`,
      inCenter(async ({ alice, sandbox, actions, cached }) => {
        assert.is((await alice.awsenv('login', 'acme')).exitCode, 0)
        const { arn } = await client(alice, sandbox, 'data')
        assert.match(arn, /^arn:aws:sts::300000000000:assumed-role\/AWSReservedSSO_ReadOnly_\w+\//)
        const token = () => Object.entries(cached()).find(([, content]) => 'accessToken' in content) ?? ['', {}]
        const [file, content] = token()
        const path = join(alice.home, '.aws/sso/cache', file)
        writeFileSync(path, JSON.stringify({ ...content, expiresAt: soon(240) }))
        const tokens = () => actions().filter(action => action === 'CreateToken').length
        const before = tokens()
        await client(alice, sandbox, 'data')
        assert.is(tokens(), before + 1)
        assert.is.not(token()[1]['refreshToken'], content['refreshToken'])
        const { exitCode, stderr } = await alice.awsenv('assume', 'data')
        assert.is(exitCode, 0, stderr)
        assert.equal([alice.opened.length, tokens()], [1, before + 1])
        // What the other one wrote is refreshed by awsenv in its turn.
        writeFileSync(path, JSON.stringify({ ...token()[1], expiresAt: soon(240) }))
        assert.is((await alice.awsenv('assume', 'data', '--refresh')).exitCode, 0)
        assert.equal([alice.opened.length, tokens()], [1, before + 2])
      }),
    )

    withClient(
      `${name} uses the sign-in of aws login that awsenv made, and refreshes it; awsenv uses what that wrote`,
      inConsole(async ({ alice, sandbox, world, cached, rewrite, tokens, cachePath }) => {
        assert.is((await alice.awsenv('login', 'me')).exitCode, 0)
        const mine = cached()
        const first = await client(alice, sandbox, 'me')
        assert.equal(first, { arn: world.alice.arn, accessKeyId: mine.accessToken['accessKeyId'] })
        rewrite({ accessToken: { ...mine.accessToken, expiresAt: soon(200) } })
        const second = await client(alice, sandbox, 'me')
        assert.is.not(second.accessKeyId, first.accessKeyId)
        assert.is(tokens(), 2)
        const { script, stderr } = await alice.awsenv('credential-process', 'me')
        assert.is(JSON.parse(script).AccessKeyId, second.accessKeyId, stderr)
        rewrite({ accessToken: { ...cached().accessToken, expiresAt: soon(200) } })
        assert.is((await alice.awsenv('credential-process', 'me')).exitCode, 0)
        assert.equal([alice.opened.length, tokens()], [1, 3])
        assert.match(readFileSync(cachePath, 'utf8'), /BEGIN EC PRIVATE KEY/)
        const third = await client(alice, sandbox, 'me')
        assert.is(third.accessKeyId, cached().accessToken['accessKeyId'])
      }),
    )
  }
})
