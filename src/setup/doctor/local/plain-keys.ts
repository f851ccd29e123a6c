import type { Context } from '../../../context/context.ts'
import { keyInFiles, namesWithKeys } from '../../../credentials/keys/in-files.ts'
import { moveKey, plannedMove } from '../../../import/plain-key.ts'
import { isTemporary } from '../../../model/credentials.ts'
import { shellWord } from '../../../shells/posix.ts'
import { type Check, type Finding, warning, words } from '../../finding.ts'

/** Keys that any program of the user's can read. */
export const plainKeys: Check<Context> = {
  name: 'plain-keys',
  ok: 'no key lies in plain text in ~/.aws',
  find: context => [...longTerm(context), ...sessions(context), ...backup(context)],
}

function longTerm(context: Context): readonly Finding[] {
  return namesWithKeys(context).map(name =>
    warning(
      words`the long-term key of profile "${name}" lies in plain text in ~/.aws`,
      `awsenv keys import ${shellWord(name)}`,
      () => moved(context, name),
    ),
  )
}

/** With awsenv's line in its place, as `keys import --yes` does it. */
async function moved(context: Context, name: string): Promise<void> {
  const found = keyInFiles(context, name)
  await moveKey(context, await plannedMove(context, name, found, { isOffline: false, mayReplace: false }), 'serve')
}

/** As scripts leave them that write a session over the key. */
function sessions({ profiles }: Context): readonly Finding[] {
  return profiles.names().flatMap(name => {
    const { aws_access_key_id, aws_session_token, aws_security_token } = profiles.get(name) ?? {}
    const isSession = aws_session_token !== undefined || aws_security_token !== undefined
    if (aws_access_key_id === undefined || !(isSession || isTemporary({ accessKeyId: aws_access_key_id }))) return []
    return [
      warning(
        words`a session of profile "${name}" lies in plain text in ~/.aws, where tools take it even after it has expired`,
        'awsenv import removes it once it has ended; awsenv config add-profile gives such tools a session that stays fresh',
      ),
    ]
  })
}

/** The copy that two well-known scripts need. With a long-term key in it, the first check has told. */
function backup(context: Context): readonly Finding[] {
  const { credentialsBackup } = context
  const path = credentialsBackup?.files.find(({ found }) => found)?.path
  if (path === undefined || namesWithKeys(context).length > 0) return []
  return [warning(words`"${path}" is a copy of credentials that awsenv doesn't need`, `rm ${shellWord(path)}`)]
}
