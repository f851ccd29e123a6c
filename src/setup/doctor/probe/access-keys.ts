import { type ListedKey, listAccessKeys } from '../../../aws/access-keys.ts'
import { shownAccessKeyId } from '../../../model/credentials.ts'
import { shellWord } from '../../../shells/posix.ts'
import { type Finding, skipped, type Words, warning, words } from '../../finding.ts'
import type { Probe } from './probe.ts'

/** The age of the key, and whether another one lies about. */
export const accessKeys: Probe = {
  name: 'access-keys',
  ok: 'the user has this key alone, and it is not old',
  calls: 'iam ListAccessKeys, GetAccessKeyLastUsed',
  async find({ context, caller, source }) {
    const listed = await listAccessKeys(context.transport, caller)
    if (listed === undefined)
      return [
        skipped(words`the user may not list its own keys`, 'allow iam:ListAccessKeys on itself: awsenv policy user'),
      ]
    const now = context.now() / 1000
    const rotate = `awsenv keys rotate ${shellWord(source.base.name)}`
    const own = source.accessKey.accessKeyId
    return listed.flatMap(key => (key.accessKeyId === own ? old(key, now, rotate) : other(key, now)))
  },
}

function old(key: ListedKey, now: number, rotate: string): readonly Finding[] {
  const days = daysSince(key.created, now)
  return days > OLD ? [warning(words`the key ${shownAccessKeyId(key)} is ${days} days old`, rotate)] : []
}

function other(key: ListedKey, now: number): readonly Finding[] {
  const shown = shownAccessKeyId(key)
  const age = daysSince(key.created, now)
  const remedy = `if nothing needs it, delete it: aws iam delete-access-key --access-key-id ${key.accessKeyId}, or in the console of IAM`
  const what = key.isActive
    ? words`the user has a second active key, ${shown}: ${age} days old, ${use(key, now)}`
    : words`the user has a second key, ${shown}, which is off: ${age} days old`
  return [warning(what, remedy)]
}

function use({ lastUsed }: ListedKey, now: number): Words {
  if (lastUsed === undefined) return words`and AWS doesn't say when it was used`
  return lastUsed === 'never' ? words`and never used` : words`and last used ${daysSince(lastUsed, now)} days ago`
}

function daysSince(seconds: number, now: number): number {
  return Math.max(0, Math.floor((now - seconds) / 86_400))
}

/** In days, as AWS Config and the CIS benchmark have it. */
const OLD = 90
