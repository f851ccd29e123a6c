/**
 * awsume: it has no keys of its own, but settings, sessions in plain text, and profiles that its daemon renews.
 * https://github.com/trek10inc/awsume/blob/master/awsume/awsumepy/lib/constants.py names the places.
 */
import { join } from 'node:path'
import type { Context } from '../context/context.ts'
import { readTextFile } from '../files/read.ts'
import { endedSession } from './ended-session.ts'
import type { Finding, OtherTool } from './finding.ts'
import { plainSessions } from './plain-sessions.ts'

export const awsume: OtherTool = {
  name: 'awsume',
  find(context) {
    const { env, home, profiles } = context
    const { XDG_CACHE_HOME: cache } = env
    const folder = cache ? join(cache, 'awsume') : join(home, '.awsume', 'cache')
    const renewed = profiles.names().filter(name => profiles.get(name)?.settings.get('manager')?.value === 'awsume')
    return [
      ...settingsOf(context),
      ...plainSessions(context, folder, session => 'AccessKeyId' in session && 'SessionToken' in session),
      ...renewed.flatMap(name => endedSession(context, name) ?? []),
    ]
  },
}

/** Its file is YAML; these settings are one line each. */
function settingsOf({ env, home }: Context): readonly Finding[] {
  const { XDG_CONFIG_HOME: config } = env
  const path = config ? join(config, 'awsume', 'config.yaml') : join(home, '.awsume', 'config.yaml')
  const text = readTextFile(path) ?? ''
  return Object.entries(SETTINGS).flatMap(([name, plan]) => {
    const [, value = ''] = new RegExp(`^${name}:[ \\t]*['"]?([^'"\\s#]+)`, 'm').exec(text) ?? []
    return ['', '0', 'false', 'null'].includes(value) ? [] : [{ what: `${name} = ${value} in "${path}"`, plan }]
  })
}

const SETTINGS: Readonly<Record<string, string>> = {
  'role-duration': 'put duration_seconds into the profiles, or run: awsenv config set accounts.ACCOUNT.duration',
  region: 'put region into the profiles',
  'role-session-name': 'put role_session_name into the profiles; without it, CloudTrail shows the name of your user',
  'fuzzy-match': 'nothing to do: awsenv proposes the nearest name, and never takes it by itself',
}
