import * as assert from 'uvu/assert'
import type { Context } from '../../../src/context/context.ts'
import { codeByBrowser } from '../../../src/credentials/sign-in/loopback.ts'
import type { AwsenvError } from '../../../src/errors.ts'
import { describe, rejects } from '../../support/describe.ts'

const SIGN_IN = { shown: 'sso-session "acme"', word: 'acme', command: 'awsenv login acme' }

describe('credentials/sign-in/loopback', test => {
  /** `browse` is what a browser does with the address that the page leads back to. */
  const codeOf = async (browse: (back: URL) => unknown, lasts?: number) => {
    const context = {
      ...{ env: {}, home: '/home/alice' },
      settings: Promise.resolve({ settings: { browser: '' } }),
      browser: { open: async (url: string) => void browse(new URL(url)) },
      say() {},
    } as unknown as Context
    const pageAt = (redirectUri: string, state: string) => `${redirectUri}?state=${state}`
    const { code } = await codeByBrowser(context, SIGN_IN, 'why', pageAt, lasts)
    return code.reveal()
  }
  const visit = async (back: URL, query: Readonly<Record<string, string>>, path = back.pathname) => {
    const url = new URL(path, back)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    return (await fetch(url)).status
  }

  test("a request of another page, or without our state, is turned away, and the browser's is waited for", async () => {
    const statuses: number[] = []
    const code = await codeOf(async back => {
      const state = back.searchParams.get('state') ?? ''
      statuses.push(await visit(back, { code: 'theirs', state: 'other' }))
      statuses.push(await visit(back, { code: 'theirs', state }, '/elsewhere'))
      await visit(back, { code: 'ours', state })
    })
    assert.equal([code, statuses], ['ours', [400, 404]])
  })

  test('nobody who comes, and a browser without a code, are told, with both ways on', async () => {
    const late = (await rejects(
      codeOf(() => {}, 1),
      /nobody signed in to sso-session "acme" within 10 minutes/,
    )) as AwsenvError
    assert.match(late.hint ?? '', 'awsenv login acme --device-code')
    const back = (error: string) => (url: URL) => visit(url, { error, state: url.searchParams.get('state') ?? '' })
    await rejects(codeOf(back('access_denied')), /was denied in the browser/)
    await rejects(
      codeOf(back('server\u001b[31m_error')),
      /came back from sso-session "acme" without a code \(server31m_error\)/,
    )
  })

  test('it listens on the loopback address alone', async () => {
    const code = await codeOf(async back => {
      assert.is(back.hostname, '127.0.0.1')
      await visit(back, { code: 'ours', state: back.searchParams.get('state') ?? '' })
    })
    assert.is(code, 'ours')
  })
})
