import { namesWithKeys } from '../../credentials/keys/in-files.ts'
import { shellWord } from '../../shells/posix.ts'
import type { Check } from './finding.ts'

/** Long-term keys that any program of the user's can read. */
export const plainKeys: Check = {
  name: 'plain-keys',
  ok: 'no long-term key lies in plain text in ~/.aws',
  find: context =>
    namesWithKeys(context).map(name => ({
      state: 'warning',
      what: `the long-term key of profile "${name}" lies in plain text in ~/.aws`,
      remedy: `awsenv keys import ${shellWord(name)}`,
    })),
}
