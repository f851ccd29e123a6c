/** The rows of the hooks' switches: from one cached role to another, less a function of the same shell that does nothing. */
import { execFile } from 'node:child_process'
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { pinEndpoint } from '../demo/private-home.ts'
import { fishShell, type HookedShell, has, hookedShells, powershellShell } from '../shells/real-shells.ts'
import { type Candidate, timeProcess } from './candidate.ts'
import { awsenv, type Stand } from './stand.ts'

export async function switchCandidates(stand: Stand): Promise<readonly Candidate[]> {
  const env = await homeWithTwoRoles(stand)
  const present = shells.filter(({ real }) => has(real.argv[0]))
  const candidates = present.map(async ({ real, loop, goal }): Promise<Candidate> => {
    const time = (call: string, times: number) => timeProcess([...quick(real), '-c', loop(real.hook, call, times)], env)
    await time('awsenv assume', 2)
    const name = `a switch in the hook, ${real.shell.name}`
    return {
      name,
      command: `awsenv assume ROLE, ${2 * TIMES} times, less an empty function as often`,
      goal: { text: `<= ${goal} ms`, isMet: median => median(name) <= goal },
      note: await processes(real, loop(real.hook, 'awsenv assume', 1), env),
      every: 2,
      run: async () => {
        const nothing = await time('nothing', TIMES)
        return ((await time('awsenv assume', TIMES)) - nothing) / (2 * TIMES)
      },
    }
  })
  return Promise.all(candidates)
}

type Switching = {
  readonly real: HookedShell
  /** A script that makes a call with one and with two, so many times. */
  readonly loop: (hook: string, call: string, times: number) => string
  /** In milliseconds. */
  readonly goal: number
}

const posix = (hook: string, call: string, times: number) =>
  `. '${hook}'; function nothing { :; }; i=0; while [ "$i" -lt ${times} ]; do ${call} one; ${call} two; i=$((i + 1)); done`
const shells: readonly Switching[] = [
  ...hookedShells.map(real => ({ real, loop: posix, goal: 1 })),
  {
    real: fishShell,
    loop: (hook, call, times) =>
      `source '${hook}'; function nothing; end; for i in (seq ${times}); ${call} one; ${call} two; end`,
    goal: 5,
  },
  {
    real: powershellShell,
    loop: (hook, call, times) =>
      `. '${hook}'; function nothing { }; foreach ($i in 1..${times}) { ${call} one; ${call} two }`,
    goal: 20,
  },
]

/** Without -e and -u: a loop is measured here, not strictness. */
function quick({ argv }: HookedShell): readonly string[] {
  return argv.filter(word => !['-e', '-u'].includes(word))
}

/** A person who has logged in, with the profiles one and two. The endpoint is in a file: a variable steers. */
async function homeWithTwoRoles({ newcomer, newRole, sandbox }: Stand): Promise<Record<string, string>> {
  const { env: all, code } = newcomer()
  const { AWS_ENDPOINT_URL: _, ...env } = all
  const home = env['HOME'] ?? ''
  const profiles = ['one', 'two'].map(name => `[profile ${name}]\nrole_arn = ${newRole()}\nsource_profile = default\n`)
  appendFileSync(join(home, '.aws/config'), `endpoint_url = ${sandbox.url}\n${profiles.join('')}`)
  pinEndpoint(home, sandbox.url)
  await promisify(execFile)(awsenv, ['login', '--shell', 'bash'], { env: { ...env, AWSENV_MFA_CODE: code } })
  return env
}

/** How many processes two switches start, as the kernel tells. */
async function processes(real: HookedShell, script: string, env: Record<string, string>): Promise<string> {
  if (!has('strace')) return ''
  const trace = ['-f', '-qq', '-e', 'trace=execve', '-e', 'signal=none', ...quick(real), '-c', script]
  const { stderr } = await promisify(execFile)('strace', trace, { env, maxBuffer: 64 * 1024 * 1024 })
  const own = real.shell.name === 'fish' ? 2 : 1 // fish's seq is a program
  return `${(stderr.match(/\bexecve\(.* = 0$/gm)?.length ?? 0) - own} processes`
}

const TIMES = 25
