/** 1.6: the lines of docs/scripts.md, in real shells, with awsenv on the PATH and without it. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { has } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { onStage } from './stage.ts'

const GUIDE = readFileSync(join(import.meta.dirname, '../../docs/scripts.md'), 'utf8')
const LINES = [
  ['awsenv exec prod -- terraform apply'],
  ['set -e', 'x=$(awsenv assume prod)', 'eval "$x"', 'terraform apply'],
  ['x=$(awsenv assume prod) || exit', 'eval "$x"', 'terraform apply'],
]

describe('e2e: the lines of docs/scripts.md', test => {
  test('each line that is tried stands in the page', () => {
    for (const line of LINES.flat()) assert.ok(GUIDE.includes(line), line)
  })

  for (const argv of [['sh'], ['bash', '--norc'], ['zsh', '-f']]) {
    for (const lines of LINES) {
      const script = lines.join('\n').replaceAll('terraform apply', `sh -c 'echo "$AWS_ACCESS_KEY_ID" >ran'`)
      const [program = ''] = argv
      needing(
        test,
        program,
        has(program),
      )(
        `1.6 ${program}: ${lines.join('; ')}: runs with the role, and not where awsenv is missing or fails`,
        onStage(async stage => {
          stage.write('.config/awsenv/config.toml', '[aliases]\nprod = "123456789012 Admin"\n')
          const ran = join(stage.cwd, 'ran')
          const missing = await stage.run([...argv, '-c', script], { env: { PATH: '/usr/bin:/bin' } })
          assert.is.not(missing.status, 0)
          const failing = await stage.run([...argv, '-c', script])
          assert.is(failing.status, 75, failing.stderr)
          assert.not.ok(existsSync(ran))
          const { status, stderr } = await stage.run([...argv, '-c', script], {
            env: { AWSENV_MFA_CODE: stage.code() },
          })
          assert.is(status, 0, stderr)
          assert.match(readFileSync(ran, 'utf8'), /^ASIA/)
        }),
      )
    }
  }
})
