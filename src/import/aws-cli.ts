/** The AWS CLI: keys of `aws configure` in plain text, and its cache of sessions of roles. */
import { join } from 'node:path'
import type { Context } from '../context/context.ts'
import { keyInFiles, namesWithKeys } from '../credentials/keys/in-files.ts'
import { keyOfBackup } from '../credentials/source/backup.ts'
import { shownAccessKeyId } from '../model/credentials.ts'
import { isLongTermName } from './aws-mfa.ts'
import type { Finding, OtherTool } from './finding.ts'
import { plainKeyFinding } from './plain-key.ts'
import { plainSessions } from './plain-sessions.ts'

export const awsCli: OtherTool = {
  name: 'aws-cli',
  find(context) {
    const names = namesWithKeys(context).filter(
      name => keyOfBackup(context, name) === undefined && !isLongTermName(name),
    )
    // Tokens of Identity Center lie elsewhere: awsenv shares them with the AWS CLI.
    const cache = join(context.home, '.aws', 'cli', 'cache')
    return [
      ...names.map(name => plainKeyOf(context, name)),
      ...plainSessions(context, cache, ({ Credentials }) => typeof Credentials === 'object' && Credentials !== null),
    ]
  },
}

function plainKeyOf(context: Context, name: string): Finding {
  const { accessKey, places } = keyInFiles(context, name)
  const files = places.map(({ file }) => `"${file}"`).join(' and ')
  const what = `the key ${shownAccessKeyId(accessKey)} of [${name}] in ${files}`
  return plainKeyFinding(context, what, name, () => keyInFiles(context, name))
}
