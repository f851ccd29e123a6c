import { chmodSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'
import { until } from '../support/until.ts'
import { onStage, type Stage } from './stage.ts'

describe('e2e: the console', test => {
  /** Puts a program in the place of a browser, and gives the arguments that it is started with. */
  const browser = ({ write, home }: Stage, name: string) => {
    const seen = join(home, 'seen')
    chmodSync(
      write(`bin/${name}`, `#!/bin/sh\nprintf '%s\\n' "$@" >'${seen}.tmp'; mv '${seen}.tmp' '${seen}'\n`),
      0o700,
    )
    return async () => {
      await until(() => existsSync(seen))
      return readFileSync(seen, 'utf8').trimEnd().split('\n')
    }
  }
  /** The keys of a session go to this machine only where that is pinned. */
  const PINNED = 'endpoints = ["127.0.0.1"]\n'
  const settings = ({ write }: Stage, text = '') => write('.config/awsenv/config.toml', PINNED + text)
  const signsIn = async (url: string) => (await fetch(url.trim(), { redirect: 'manual' })).status === 302

  test(
    "opens in the system's browser, which lives on; stdout and stderr have no link",
    onStage(async stage => {
      settings(stage)
      const started = browser(stage, 'xdg-open')
      const { status, stdout, stderr } = await stage.run(['awsenv', 'console', '123456789012', 'Admin', '--debug'], {
        env: { AWSENV_MFA_CODE: stage.code(), DISPLAY: ':9' },
      })
      assert.equal([status, stdout], [0, ''], stderr)
      const [url = '', ...more] = await started()
      assert.equal(more, [])
      assert.ok(await signsIn(url))
      assert.not.match(stderr, 'SigninToken=')
    }),
  )

  test(
    'opens in the program that the settings name, and is printed where none can be seen',
    onStage(async stage => {
      settings(stage, `browser = "firefox -P '{account} {role}' {url}"\n`)
      const started = browser(stage, 'firefox')
      const env = { AWSENV_MFA_CODE: stage.code() }
      const { status, stderr } = await stage.run(['awsenv', 'console', '123456789012', 'Admin'], { env })
      assert.is(status, 0, stderr)
      const [flag, profile, url = ''] = await started()
      assert.equal([flag, profile, await signsIn(url)], ['-P', '123456789012 Admin', true])
      settings(stage)
      const printed = await stage.awsenv('console', '123456789012', 'Admin', '--service', 's3')
      assert.ok(await signsIn(printed.stdout))
      assert.match(printed.stdout, 'eu-central-1.console.aws.amazon.com%2Fs3%2Fhome')
      assert.match(printed.stderr, 'this machine has no display for a browser')
    }),
  )
})
