import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { shellWord } from '../../shells/posix.ts'
import type { Check } from './finding.ts'

/** Where the AWS CLI and the SDKs keep sessions and Identity Center's tokens. */
export const plainCaches: Check = {
  name: 'plain-caches',
  ok: 'no session of another tool lies in plain text in ~/.aws',
  find: ({ home }) =>
    [join(home, '.aws', 'cli', 'cache'), join(home, '.aws', 'sso', 'cache')].flatMap(folder => {
      const count = cachedIn(folder)
      if (count === 0) return []
      const what = `${count} cached ${count === 1 ? 'session lies' : 'sessions lie'} in plain text in "${folder}"`
      return [{ state: 'warning', what, remedy: `rm ${shellWord(folder)}/*.json` } as const]
    }),
}

function cachedIn(folder: string): number {
  try {
    return readdirSync(folder).filter(name => name.endsWith('.json')).length
  } catch {
    return 0
  }
}
