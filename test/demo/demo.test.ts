import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import * as assert from 'uvu/assert'
import { demoShells } from '../../tools/demo/stage.ts'
import { has } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'

describe('the demo', test => {
  for (const shell of demoShells) {
    needing(
      test,
      shell,
      has(shell),
    )(
      `goes from an empty account to the admin role in ${shell}: sets it up, enrols MFA, logs in, assumes the admin role, names it, and leaves without a trace`,
      async () => {
        const { exitCode, shown } = await run(shell)
        assert.is(exitCode, 0, shown)
        let rest = shown
        for (const line of [
          /^\$ \. "\$\(awsenv init \w+ --path\)"$/m,
          /^\$ awsenv setup alice --from administrator( --yes)?$/m,
          /^\+ role Admin, with this trust policy:$/m,
          /^awsenv: an access key, \*{4}\w{4}, is made, and in awsenv's vault as "alice"$/m,
          /^\$ (AWSENV_MFA_CODE=\d{6} )?awsenv login alice$/m,
          /^awsenv: .*you are alice with MFA/m,
          /^(\(mfa.*\) )?\$ awsenv assume 123456789012 Admin$/m, // on a terminal the hook shows the session
          /^awsenv: Admin@123456789012 is assumed/m,
          /^(\(Admin.*\) )?\$ awsenv whoami$/m,
          /^identity +arn:aws:sts::123456789012:assumed-role\/Admin\/alice$/m,
          /^(\(Admin.*\) )?\$ awsenv clear$/m,
          /^nothing: it is the same, byte for byte$/m,
          /^demo: everything did what it shows$/m,
        ]) {
          assert.match(rest, line, shown)
          rest = rest.slice((line.exec(rest)?.index ?? 0) + 1)
        }
      },
    )
  }

  /** Without a terminal, as in CI. */
  async function run(shell: string): Promise<{ exitCode: number | null; shown: string }> {
    const demo = fileURLToPath(new URL('../../tools/demo/demo.ts', import.meta.url))
    const child = spawn(process.execPath, [demo, shell], { stdio: ['ignore', 'pipe', 'inherit'], detached: true })
    const ended = new Promise<number | null>(resolve => child.once('close', resolve))
    return { shown: await text(child.stdout), exitCode: await ended }
  }
})
