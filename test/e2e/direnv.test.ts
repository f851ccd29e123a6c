/** A role for a folder, with the real direnv. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { has } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { onStage, type Stage } from './stage.ts'

describe('e2e: direnv', suite => {
  const test = needing(suite, 'direnv', has('direnv'))
  const withProd = ({ write, world }: Stage, envrc: string) => {
    write(
      '.aws/config',
      `[default]\nmfa_serial = ${world.alice.mfaSerial}\nregion = eu-central-1\n[profile prod]\nrole_arn = ${world.roles.admin}\nsource_profile = default\n`,
    )
    write('project/.envrc', envrc)
  }
  /** What direnv's hook does at each prompt is `at_prompt`; `shown` is the environment without what the shell itself counts. */
  const SHELL = `export AWS_PROFILE=default AWS_REGION=us-west-2
    at_prompt() { eval "$(direnv export bash)"; }
    shown() { env | grep -vE '^(_|PWD|OLDPWD|SHLVL|DIRENV_)=' | sort; }
    cd "$HOME"; direnv allow project; at_prompt; shown >before
  `
  const PLACE = 'echo "<$AWS_ACCOUNT_ID $AWS_REGION $' + '{AWS_PROFILE-none}>"'

  test(
    'entering a folder gives the role, and leaving it brings all back, also after a renewal, another role and unset',
    onStage(async stage => {
      withProd(stage, 'eval "$(awsenv assume prod)"\n')
      await stage.run(['awsenv', 'login', '--print', '--mfa-stdin', '--shell', 'sh'], { input: `${stage.code()}\n` })
      const inside = {
        nothing: ':',
        'a renewal':
          'key=$AWS_ACCESS_KEY_ID; awsenv assume prod --refresh; [ "$key" != "$AWS_ACCESS_KEY_ID" ] && echo renewed',
        'another role': `awsenv assume ${stage.world.roles.otherAdmin}; echo "<$AWS_ACCOUNT_ID>"`,
        unset: 'awsenv unset',
      }
      for (const [what, command] of Object.entries(inside)) {
        const { stdout, stderr } = await stage.run([
          'bash',
          '-c',
          `${SHELL} . <(awsenv init bash); cd project; at_prompt; ${PLACE}; ${command}; at_prompt; cd ..; at_prompt; ${PLACE}; shown | diff before - && echo same`,
        ])
        const expected: Record<string, string> = { 'a renewal': 'renewed\n', 'another role': '<210987654321>\n' }
        assert.is(
          stdout,
          `<123456789012 us-west-2 none>\n${expected[what] ?? ''}< us-west-2 default>\nsame\n`,
          `${what}: ${stderr}`,
        )
      }
      assert.is(stage.sandbox.count('GetSessionToken'), 1)
    }),
  )

  test(
    '"use awsenv" asks for no code, but says what to type; then it gives the role, and nothing of the .envrc was loaded before',
    onStage(async stage => {
      withProd(stage, 'use awsenv prod\nexport LATER=1\n')
      assert.is(
        (await stage.run(['sh', '-c', 'mkdir -p ~/.config/direnv && awsenv config direnv >~/.config/direnv/direnvrc']))
          .status,
        0,
      )
      const login = `awsenv login --mfa-stdin --print --shell sh >/dev/null`
      const script = `${SHELL} cd project; at_prompt; ${PLACE}; echo "later=$LATER"; ${login}; direnv reload; at_prompt; ${PLACE}; echo "later=$LATER"; cd ..; at_prompt; shown | diff before - && echo same`
      const { stdout, stderr } = await stage.run(['bash', '-c', script], { input: `${stage.code()}\n` })
      assert.is(stdout, '< us-west-2 default>\nlater=\n<123456789012 us-west-2 none>\nlater=1\nsame\n', stderr)
      assert.match(stderr, 'awsenv: error: awsenv needs an answer from you, such as an MFA code: run awsenv login prod')
      assert.match(stderr, 'type what awsenv says, then: direnv reload')
      assert.is(stage.sandbox.count('GetSessionToken'), 1)
      assert.ok(existsSync(join(stage.home, 'before')))
    }),
  )
})
