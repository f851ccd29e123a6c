/**
 * `npm run demo`, `npm run demo -- zsh`: the built binary in real shells, against the sandbox. Exits 1 where a step does
 * not do what it shows.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts'
import { has } from '../shells/real-shells.ts'
import { emptyAccount } from './empty-account.ts'
import { makeAdministratorsHome, memoryDirectory, pinEndpoint } from './private-home.ts'
import { type DemoShell, demoShells, openStage } from './stage.ts'
import { AFTER, BEFORE, story } from './story.ts'

const directory = memoryDirectory()
try {
  for (const shell of demoShells.filter(name => process.argv.length === 2 || process.argv.includes(name))) {
    say(`== ${shell} ==\n`)
    if (has(shell)) await play(shell)
    else say(`${shell} is not on this machine: skipped\n`)
  }
  say('demo: everything did what it shows')
} catch (error) {
  say(`demo: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}

/** A shell of its own, on a machine of its own, before an STS of its own. */
async function play(shell: DemoShell): Promise<void> {
  const sandbox = await startSandbox()
  try {
    const account = emptyAccount(sandbox)
    const home = join(directory, shell)
    const env = makeAdministratorsHome(home, sandbox.url, account.administrator)
    pinEndpoint(home, sandbox.url)
    await using stage = await openStage(shell, env, home)
    const { isTerminal } = stage
    for (const step of story({ account, shell, isTerminal, hasAwsCli: has('aws') })) {
      const { caption, answers, shows } = step
      const command = typeof step.command === 'string' ? step.command : step.command()
      const { seen, status } = await stage.play(command, answers)
      say(`# ${caption}\n${seen}`)
      refuseSecrets(seen, sandbox)
      if (status !== 0) throw new Error(`"${command}" ended with status ${status}`)
      if (shows !== undefined && !shows.test(seen)) throw new Error(`"${command}" did not show ${shows}`)
    }
    compare(home)
  } finally {
    await sandbox.close()
  }
}

/** The shell has compared them before everybody's eyes; that there was something to compare is seen here. */
function compare(home: string): void {
  const [before, after] = [BEFORE, AFTER].map(name => readFileSync(join(home, name)))
  if (!before?.includes(`\0HOME=${home}\0`)) throw new Error('there was no environment to compare')
  if (!after?.equals(before)) throw new Error('the environment is not what it was')
}

function refuseSecrets(seen: string, { world }: Sandbox): void {
  const sessions = [...world.sessions.values()].flatMap(session => [session.secretAccessKey, session.sessionToken])
  const users = [...world.users.values()]
  const keys = users.flatMap(user => user.keys.map(key => key.secretAccessKey))
  const devices = users.flatMap(user => user.devices.map(device => device.secret))
  if ([...sessions, ...keys, ...devices].some(secret => seen.includes(secret)))
    throw new Error('a secret is on the screen')
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
