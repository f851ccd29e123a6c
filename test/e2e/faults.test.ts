import { existsSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import type { Fault } from '../../tools/sandbox/fault.ts'
import { lies } from '../../tools/sandbox/lies.ts'
import { describe } from '../support/describe.ts'
import { onStage, type Stage } from './stage.ts'

describe('e2e: an STS that fails, stalls or lies', test => {
  /** Runs `awsenv WORDS` by eval in sh: it must fail, with one sentence and a hint, and with nothing evaluated. */
  async function fails(stage: Stage, words: string, said: string | RegExp, what = words): Promise<void> {
    const script = `out="$(awsenv ${words})"; env -0 >before; eval "$out" && echo ran; env -0 >after; cmp before after; echo "$out"`
    const { stdout, stderr } = await stage.run(['sh', '-c', script])
    assert.is(stdout, '(exit 1)\n', `${what}: ${stderr}`)
    const [error = '', hint = '', ...more] = stderr.trimEnd().split('\n')
    assert.match(error, /^awsenv: error: /, what)
    assert.match(error, said, `${what}: ${stderr}`)
    assert.match(hint, /^awsenv: hint: /, what)
    assert.equal(more, [], what)
    assert.not.match(stderr, '\x1b', what)
    assert.not(existsSync(join(stage.cwd, 'PWNED')), what)
  }

  const loginMeets = (how: Fault, said: string | RegExp) =>
    onStage(async stage => {
      stage.env['AWSENV_MFA_CODE'] = stage.code()
      stage.sandbox.fail({ action: 'GetSessionToken', how })
      await fails(stage, 'login', said)
      assert.is(stage.sandbox.count('GetSessionToken'), 1, 'the code is sent once')
    })

  test('a login gives up after 15 s of silence, and of an answer byte by byte; its code is sent once', async () => {
    const late = 'did not answer in time'
    await Promise.all([loginMeets('silence', late)(), loginMeets({ drip: 1000 }, late)()])
  })

  for (const { what, how, said } of [
    { what: 'breaks the connection off', how: 'close', said: 'broke off the connection' },
    { what: 'breaks off after half an answer', how: 'half', said: /half an answer|broke off the connection/ },
    { what: 'loses the answer', how: 'lost', said: 'broke off the connection' },
    { what: 'sends the page of a captive portal', how: 'html', said: 'web page' },
    { what: 'sends that page with a redirect', how: 'redirect', said: /web page|redirect/ },
    { what: 'sends nothing', how: 'empty', said: 'answered nothing (status 200)' },
    { what: 'sends JSON', how: 'json', said: 'not XML' },
    { what: 'sends a document type with entities', how: 'doctype', said: 'document type' },
    { what: 'sends a megabyte', how: { megabytes: 1 }, said: 'more than 256 KB' },
    { what: 'has a fault of its own', how: 'error500', said: 'status 500' },
    { what: 'is out of service', how: 'error503', said: 'status 503' },
    { what: 'is throttling', how: 'throttling', said: 'throttling' },
    { what: 'is switched off in the region', how: 'regionDisabled', said: 'switched off in region "eu-central-1"' },
  ] as const) {
    test(`a login at an STS that ${what}: one sentence, a hint, and the code sent once`, loginMeets(how, said))
  }

  test(
    'of an answer that lies about the credentials of a role nothing is used, shown or run',
    onStage(async stage => {
      stage.env['AWSENV_MFA_CODE'] = stage.code()
      assert.is((await stage.awsenv('login', '--shell', 'sh')).status, 0)
      for (const [name, lie] of Object.entries(lies)) {
        stage.sandbox.fail({ action: 'AssumeRole', times: 1, how: { lie } })
        await fails(
          stage,
          'assume 123456789012 Admin',
          /credentials that can't be used|thrown away|discarded|unreadable|can't be read/,
          name,
        )
      }
      assert.is(stage.sandbox.count('AssumeRole'), Object.keys(lies).length)
      assert.is((await stage.awsenv('assume', '123456789012', 'Admin', '--shell', 'sh')).status, 0)
    }),
  )

  for (const lie of ['shellInSecret', 'newlineInSessionToken', 'noSessionToken', 'distantExpiration'] as const) {
    test(`a login is not taken in by ${lie}`, loginMeets({ lie: lies[lie] }, "credentials that can't be used"))
  }

  test(
    'what carries no code is asked again where AWS has a fault for a moment',
    onStage(async stage => {
      stage.env['AWSENV_MFA_CODE'] = stage.code()
      stage.sandbox.fail({ action: 'GetCallerIdentity', times: 1, how: 'error503' })
      const { status, stderr } = await stage.awsenv('assume', '123456789012', 'Admin', '--shell', 'sh')
      assert.is(status, 0, stderr)
      assert.is(stage.sandbox.count('GetCallerIdentity'), 2)
    }),
  )

  for (const hours of [1, -1]) {
    test(
      `where this machine is ${Math.abs(hours)} h ${hours > 0 ? 'behind' : 'ahead of'} AWS a login works, and its end is told by this machine's clock`,
      onStage(async stage => {
        stage.sandbox.clock.advance(hours * 3600)
        stage.env['AWSENV_MFA_CODE'] = stage.code()
        const { status, stdout, stderr } = await stage.awsenv('login', '--shell', 'sh')
        assert.is(status, 0, stderr)
        const left = Number(/AWSENV_EXPIRES='(\d+)'/.exec(stdout)?.[1]) - Date.now() / 1000
        assert.ok(Math.abs(left - 43_200) < 120, `${left} s are left`)
      }),
    )
  }
})
