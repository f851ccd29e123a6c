import { existsSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import type { Context } from '../../context/context.ts'
import { isProcessProfile } from '../../install/process-profile.ts'
import { wordsOf } from '../../install/served-profiles.ts'
import type { Check, Finding } from './finding.ts'

/** Profiles that other programs get a session by: the binary and the key that they name have to be there. */
export const processProfiles: Check = {
  name: 'process-profiles',
  ok: 'the profiles that run awsenv name a binary and a key that exist',
  find(context) {
    const { profiles } = context
    return profiles.names().flatMap(name => {
      const profile = profiles.get(name)
      if (profile === undefined || !isProcessProfile(profile)) return []
      return faultsOf(context, name, String(profile.credential_process))
    })
  },
}

function faultsOf({ keys, profiles }: Context, name: string, line: string): readonly Finding[] {
  const { program, from } = wordsOf(line)
  const findings: Finding[] = []
  if (isAbsolute(program) && !existsSync(program)) {
    findings.push({
      state: 'failure',
      what: `profile "${name}" runs "${program}", which does not exist`,
      remedy: 'write the path of awsenv into its credential_process: command -v awsenv shows it',
    })
  }
  // By its id, only AWS and an unlocked vault could tell.
  const isKnown = from === undefined || /^AKIA/.test(from) || keys.names().includes(from) || profiles.get(from)
  if (!isKnown) {
    findings.push({
      state: 'failure',
      what: `profile "${name}" starts from the key "${from}", which is neither in awsenv's vault nor in ~/.aws`,
      remedy: 'awsenv keys list shows the keys that there are',
    })
  }
  return findings
}
