import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Context } from '../../../context/context.ts'
import { shellWord } from '../../../shells/posix.ts'
import { type Check, type Finding, known, warning, words } from '../../finding.ts'

/** Where the AWS CLI and other tools keep sessions and tokens in plain text. */
export const plainCaches: Check<Context> = {
  name: 'plain-caches',
  ok: 'no other tool keeps a session in plain text',
  find: ({ home, now }) => FOLDERS.flatMap(folder => findingsIn(join(home, folder), now() / 1000)),
}

const FOLDERS = [
  join('.aws', 'cli', 'cache'),
  join('.aws', 'sso', 'cache'),
  join('.aws', 'login', 'cache'),
  join('.aws', 'boto', 'cache'),
  join('.awsume', 'cache'),
]

/** Those that have ended serve nobody, and can go; the tool that made the others still uses them. */
function findingsIn(folder: string, now: number): readonly Finding[] {
  const files = filesIn(folder)
  const stale = files.filter(path => isOver(path, now))
  const live = files.length - stale.length
  const mend = () => {
    for (const path of stale) rmSync(path, { force: true })
  }
  return [
    ...(stale.length === 0
      ? []
      : [
          warning(
            words`${stale.length} ended ${lie(stale.length)} in plain text in "${folder}"`,
            `rm ${stale.map(shellWord).join(' ')}`,
            mend,
          ),
        ]),
    ...(live === 0
      ? []
      : [
          warning(
            words`${live} cached ${lie(live)} in plain text in "${folder}"`,
            /(?:sso|login)[/\\]cache$/.test(folder)
              ? 'awsenv logout ends it when you no longer need it: AWS tools share these sign-ins'
              : `rm ${shellWord(folder)}/*.json, after which the tool that made them asks again`,
          ),
        ]),
  ]
}

const lie = (count: number) => known(count === 1 ? 'session lies' : 'sessions lie')

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter(entry => entry.isFile() && entry.name.endsWith('.json'))
      .map(({ name }) => join(folder, name))
  } catch {
    return []
  }
}

/** Whether every token in it has ended, as the file says. A file without such a time may be in use. */
function isOver(path: string, now: number): boolean {
  try {
    const text = readFileSync(path, 'utf8')
    // A client's registration outlives its token, which a refresh token may renew.
    if (/"refreshToken"/.test(text)) return false
    const times = [...text.matchAll(/"(?:Expiration|expiresAt)"\s*:\s*"([^"]+)"/g)].map(([, time = '']) =>
      Date.parse(time.replace(/UTC$/, 'Z')),
    )
    return times.length > 0 && times.every(time => time / 1000 < now)
  } catch {
    return false
  }
}
