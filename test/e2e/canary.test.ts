import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
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
      // A variable of the endpoint would keep everything from lying ready.
      delete env['AWS_ENDPOINT_URL']
      const config = readFileSync(join(stage.home, '.aws/config'), 'utf8')
      stage.write('.aws/config', `${config}endpoint_url = ${stage.sandbox.url}\n`)
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
        '--hook=bash assume 123456789012 Open',
        '--hook=bash assume 123456789012 Admin',
        'config add-profile tool 123456789012 Admin --debug',
        'doctor --debug',
        'doctor --probe --yes --debug 123456789012 Open',
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
        if (words.startsWith('doctor')) Object.assign(places, { stdout })
        for (const [where, text] of Object.entries(places)) {
          for (const secret of secretsOf(stage)) assert.not(text.includes(secret), `${words}: a secret in ${where}`)
        }
        if (words.startsWith('--hook=')) {
          const own = ['AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'].map(name => env[name] ?? '?')
          const ready = Object.values(readyFiles(stage))
          assert.ok(
            ready.some(text => own.every(secret => text.includes(secret))),
            `${words}: the session lies ready`,
          )
          const others = secretsOf(stage).filter(secret => !ready.some(text => text.includes(secret)))
          assert.ok(others.includes(alice.secretAccessKey), 'the long-term key does not')
        }
        assert.not(stderr.includes(code) || places.arguments.includes(code), `${words}: the code is shown`)
      }
      assert.equal(readyFiles(stage), {}, 'clear --all leaves none')
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

/** The one place where secrets lie in clear: the sessions of roles, in memory, beside the key that opens the vault with them. */
function isReady({ runtime }: Stage, path: string): boolean {
  return dirname(path) === join(runtime, 'awsenv/ready') && basename(path).startsWith('session=')
}

function readyFiles(stage: Stage): Record<string, string> {
  return Object.fromEntries(Object.entries(filesIn(stage.runtime)).filter(([path]) => isReady(stage, path)))
}

/** Every file that a command may have left, but the one in which the user keeps the key, and that one place. */
function files(stage: Stage): Record<string, string> {
  const found = [stage.home, stage.runtime, stage.cwd].flatMap(root => Object.entries(filesIn(root)))
  return Object.fromEntries(found.filter(([path]) => !path.endsWith('.aws/credentials') && !isReady(stage, path)))
}

function filesIn(root: string): Record<string, string> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  const paths = entries.map(entry => join(entry.parentPath, entry.name))
  return Object.fromEntries(paths.map(path => [path, readFileSync(path, 'latin1')]))
}
