import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { has } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { onStage, type Stage } from './stage.ts'

describe('e2e: no secret is anywhere', test => {
  const withStrace = needing(test, 'strace', has('strace'))

  withStrace(
    'after every command, with --debug: not in a file, not on stderr, not in the arguments of any process',
    onStage(async stage => {
      const { env } = stage
      const { alice } = stage.world
      const code = stage.code()
      env['AWSENV_SHELL'] = 'sh'
      env['AWS_ACCESS_KEY_ID'] = alice.accessKeyId
      env['AWS_SECRET_ACCESS_KEY'] = alice.secretAccessKey
      const commands = [
        'login --debug',
        'assume 123456789012 Admin --debug',
        'assume 123456789012 Admin --debug',
        'assume 123456789012 NoSuchRole --debug',
        'whoami --debug',
        'whoami --json',
        'status',
        'prompt',
        'config list',
        'config dump --json',
        'exec --debug 123456789012 Admin true',
        'credential-process 123456789012 Admin --debug',
        'config add-profile tool 123456789012 Admin --debug',
        'unset --debug',
        'clear --all --debug',
      ]
      for (const words of commands) {
        const trace = join(stage.cwd, 'trace')
        const { stdout, stderr } = await stage.run(
          ['strace', '-f', '-s', '100000', '-e', 'trace=execve', '-o', trace, 'awsenv', ...words.split(' ')],
          { env: words === 'login --debug' ? { AWSENV_MFA_CODE: code } : {} },
        )
        take(env, stdout)
        // execve's environment is not shown by strace unless asked for (-v); its arguments are.
        const places = { stderr, arguments: readFileSync(trace, 'utf8'), ...files(stage) }
        for (const [where, text] of Object.entries(places)) {
          for (const secret of secretsOf(stage)) assert.not(text.includes(secret), `${words}: a secret in ${where}`)
        }
        assert.not(stderr.includes(code) || places.arguments.includes(code), `${words}: the code is shown`)
      }
      assert.ok(secretsOf(stage).length >= 5, 'there were secrets to be found')
    }),
  )
})

/** The shell takes a script over. */
function take(env: Record<string, string>, script: string): void {
  if (!script.startsWith('{ ')) return
  for (const [, names = ''] of script.matchAll(/unset -v ([A-Z_0-9 ]+)/g))
    for (const name of names.split(' ')) delete env[name]
  for (const [, name = '', value = ''] of script.matchAll(/export (\w+)='([^']*)'/g)) env[name] = value
}

function secretsOf({ sandbox, world }: Stage): string[] {
  const sessions = [...sandbox.world.sessions.values()]
  return [world.alice.secretAccessKey, ...sessions.flatMap(session => [session.secretAccessKey, session.sessionToken])]
}

/** Every file that a command may have left, but the one in which the user keeps the key. */
function files({ home, runtime, cwd }: Stage): Record<string, string> {
  const found: Record<string, string> = {}
  for (const root of [home, runtime, cwd]) {
    for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name)
      if (entry.isFile() && !path.endsWith('.aws/credentials')) found[path] = readFileSync(path, 'latin1')
    }
  }
  return found
}
