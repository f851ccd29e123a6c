/**
 * Scripts around `aws sts`: they keep the long-term key in credentials.bk, and leave their last session in the credentials
 * file, where AWS tools take it before anything else.
 */
import type { Context } from '../context/context.ts'
import { keyInFiles } from '../credentials/keys/in-files.ts'
import { keyOfBackup } from '../credentials/source/backup.ts'
import { shownAccessKeyId } from '../model/credentials.ts'
import { endedSession } from './ended-session.ts'
import type { Finding, OtherTool } from './finding.ts'
import { plainKeyFinding } from './plain-key.ts'

export const scripts: OtherTool = {
  name: 'scripts',
  find(context) {
    const kept = (context.credentialsBackup?.names() ?? []).filter(name => keyOfBackup(context, name) !== undefined)
    return [...kept.map(name => keptKey(context, name)), ...leftSessions(context, kept)]
  },
}

function keptKey(context: Context, name: string): Finding {
  const found = keyInFiles(context, name)
  const files = found.places.map(({ file }) => `"${file}"`).join(' and ')
  return plainKeyFinding(context, `the key ${shownAccessKeyId(found.accessKey)} of [${name}] in ${files}`, name, () =>
    keyInFiles(context, name),
  )
}

/** Sessions without the mark of a tool that renews them. Where a kept key moves, its line takes the session's place. */
function leftSessions(context: Context, kept: readonly string[]): readonly Finding[] {
  const { profiles } = context
  return profiles
    .names()
    .filter(name => !kept.includes(name) && MARKS.every(mark => !profiles.get(name)?.settings.has(mark)))
    .flatMap(name => endedSession(context, name) ?? [])
}

/** Of aws-mfa, saml2aws and awsume. */
const MARKS = ['expiration', 'assumed_role', 'x_security_token_expires', 'x_principal_arn', 'manager']
