import { existsSync, realpathSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import type { Context } from '../../../context/context.ts'
import { AwsenvError } from '../../../errors.ts'
import { ownPath } from '../../../install/own-path.ts'
import { isProcessProfile } from '../../../install/process-profile.ts'
import { wordsOf } from '../../../install/served-profiles.ts'
import { shownAccessKeyId } from '../../../model/credentials.ts'
import { type Check, type Finding, failure, warning, words } from '../../finding.ts'

/** Profiles that other programs get a session by: the binary, the role and the key that they name have to exist. */
export const processProfiles: Check<Context> = {
  name: 'process-profiles',
  ok: 'the profiles that run awsenv name a binary and a key that exist',
  async find(context) {
    const { profiles } = context
    const findings: Finding[] = []
    for (const name of profiles.names()) {
      const profile = profiles.get(name)
      if (profile === undefined || !isProcessProfile(profile)) continue
      const { program, from } = wordsOf(String(profile.credential_process))
      findings.push(...faultsOfProgram(context, name, program), ...(await faultsOfKey(context, name, from)))
    }
    return findings
  },
}

function faultsOfProgram(context: Context, name: string, program: string): readonly Finding[] {
  const remedy = `write ${ownPath(context)} into its credential_process`
  // A Windows path isn't absolute elsewhere, where nobody can look at it.
  if (!isAbsolute(program)) {
    if (/[/\\]/.test(program)) return []
    return [
      warning(
        words`profile "${name}" runs "${program}" without its folder: programs with another PATH don't find it`,
        remedy,
      ),
    ]
  }
  if (!existsSync(program)) return [failure(words`profile "${name}" runs "${program}", which does not exist`, remedy)]
  if (!existsSync(context.executable) || realpathSync(program) === realpathSync(context.executable)) return []
  return [warning(words`profile "${name}" runs "${program}", another awsenv than this one`, remedy)]
}

async function faultsOfKey(context: Context, name: string, from: string | undefined): Promise<readonly Finding[]> {
  const { keys, profiles, credentialsBackup } = context
  if (from === undefined || /^(?:Environment|Ec2InstanceMetadata|EcsContainer)$/.test(from)) return []
  if (!/^AKIA[A-Z0-9]{12,}$/.test(from)) {
    if (keys.names().includes(from) || profiles.get(from) !== undefined || credentialsBackup?.get(from) !== undefined)
      return []
    return [
      failure(
        words`profile "${name}" starts from the key "${from}", which is neither in awsenv's vault nor in ~/.aws`,
        'awsenv keys list shows the keys that there are',
      ),
    ]
  }
  const inFiles = [profiles, credentialsBackup].some(all =>
    all?.names().some(one => all.get(one)?.aws_access_key_id === from),
  )
  if (inFiles || (await isInVault(context, from))) return []
  return [
    failure(
      words`profile "${name}" starts from the key ${shownAccessKeyId({ accessKeyId: from })}, which is no longer on this machine: it was rotated or removed`,
      `name the key by its profile instead: replace --from=${from} in its credential_process`,
    ),
  ]
}

/** Also if only a person could open the vault: what isn't known is no fault. */
async function isInVault({ keys }: Context, id: string): Promise<boolean> {
  try {
    return [...(await keys.unattended().list()).values()].some(({ accessKeyId }) => accessKeyId === id)
  } catch (error) {
    if (error instanceof AwsenvError) return true
    throw error
  }
}
