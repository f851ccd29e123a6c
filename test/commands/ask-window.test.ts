import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'
import { type Story, tell } from './story.ts'

describe('commands: a code from a window', test => {
  const PROD = ['credential-process', 'prod'] as const
  const withProd = ({ alice, world }: Story, settings = '') => {
    alice.write(
      'config',
      `[default]\nregion = eu-central-1\nmfa_serial = ${world.alice.mfaSerial}\n[profile prod]\nrole_arn = ${world.roles.admin}\nsource_profile = default\n`,
    )
    alice.hasTerminal = false
    return settings === '' ? undefined : alice.awsenv('config', 'set', ...settings.split(' '))
  }

  for (const [title, setting, args] of [
    ['the setting', 'ask window', PROD],
    ['--ask window', '', [...PROD, '--ask=window']],
    ['--ask window against the setting', 'ask terminal', [...PROD, '--ask', 'window']],
    ['the setting, for another command without a terminal', 'ask window', ['exec', 'prod', 'true']],
  ] as const) {
    test(`${title}: the window says who asks for what, and the code goes to AWS`, () =>
      tell(async story => {
        await withProd(story, setting)
        await story.alice.awsenv('config', 'set', 'accounts.123456789012.name', 'production')
        const shown: string[] = []
        story.alice.window = text => {
          shown.push(text)
          return `${story.code()}\n`
        }
        const { exitCode, stderr } = await story.alice.awsenv(...args)
        assert.equal([exitCode, shown.length], [0, 1], stderr)
        assert.match(
          shown[0] ?? '',
          /^awsenv: MFA code\nProgram: code\nFor: .*\nAccount: production \(123456789012\)\nDevice: arn:aws:iam::123456789012:mfa\/alice\n/,
        )
        if (args[0] === PROD[0]) assert.match(shown[0] ?? '', 'For: prod\n')
      }))
  }

  for (const [title, setting, args, hasTerminal] of [
    ['without the setting', '', PROD, false],
    ['--ask terminal against the setting', 'ask window', [...PROD, '--ask', 'terminal'], false],
    ['with a terminal', 'ask window', PROD, true],
    ['for the hook’s renewal', 'ask window', ['renew'], false],
  ] as const) {
    test(`${title}: no window`, () =>
      tell(async story => {
        await withProd(story, setting)
        story.alice.hasTerminal = hasTerminal
        let isOpened = false
        story.alice.window = () => {
          isOpened = true
          return undefined
        }
        const { exitCode, stderr } = await story.alice.awsenv(...args)
        assert.equal([exitCode === 0, isOpened], [false, false])
        if (args[0] === PROD[0]) assert.match(stderr, 'run awsenv login')
      }))
  }

  test('what is not a code, and a code that AWS refuses, is asked for again, and the window says why', () =>
    tell(async story => {
      await withProd(story, 'ask window')
      const shown: string[] = []
      const answers = ['hello', '000000', story.code()]
      story.alice.window = text => {
        shown.push(text.split('\n')[1] ?? '')
        return answers[shown.length - 1]
      }
      assert.is((await story.alice.awsenv(...PROD)).exitCode, 0)
      assert.equal(shown, [
        'Program: code',
        'An MFA code is six digits.',
        'AWS refused the code: wait for the next one.',
      ])
    }))

  test('a window that is closed, or that nobody answers: 75, what to type, and no other window for a minute', () =>
    tell(async story => {
      await withProd(story, 'ask window')
      let opened = 0
      story.alice.window = () => {
        opened++
        return undefined
      }
      for (let call = 0; call < 3; call++) {
        const { exitCode, stderr, script } = await story.alice.awsenv(...PROD)
        assert.equal([exitCode, script], [75, ''])
        assert.match(stderr, 'run awsenv login')
      }
      assert.is(opened, 1)
      story.sandbox.clock.advance(61)
      story.alice.window = () => story.code()
      assert.is((await story.alice.awsenv(...PROD)).exitCode, 0)
    }))

  test('config add-profile --ask window writes it into the profile', () =>
    tell(async story => {
      withProd(story)
      assert.is(
        (await story.alice.awsenv('config', 'add-profile', 'awsenv-prod', 'prod', '--ask', 'window')).exitCode,
        0,
      )
      assert.match(
        readFileSync(join(story.alice.home, '.aws/config'), 'utf8'),
        /^credential_process = \S+ credential-process prod --ask=window$/m,
      )
      const wrong = await story.alice.awsenv('config', 'add-profile', 'x', 'prod', '--ask', 'door')
      assert.is(wrong.exitCode, 2)
    }))
})
