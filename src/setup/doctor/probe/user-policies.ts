import { unlessDenied } from '../../../aws/iam.ts'
import { attachedUserPolicies, userPolicies as inlinePolicies } from '../../../aws/users.ts'
import { parsePrincipalArn } from '../../../model/arn.ts'
import type { SigningKey } from '../../../model/credentials.ts'
import { shellWord } from '../../../shells/posix.ts'
import { type Finding, failure, skipped, words } from '../../finding.ts'
import type { Probe } from './probe.ts'
import type { Subject } from './subject.ts'

/** Whether the user can do with the key alone what only the role should. */
export const userPolicies: Probe = {
  name: 'user-policies',
  ok: 'the policies of the user give it no wide rights',
  calls: 'iam ListAttachedUserPolicies, ListUserPolicies, GetUserPolicy with a session of a role, or with the key',
  async find(subject) {
    const { context, caller } = subject
    const { arn, accountId } = await subject.identity()
    const name = parsePrincipalArn(arn)?.name ?? ''
    if (!/:user\//.test(arn)) return [skipped(words`only an IAM user has policies`)]
    const reader = { ...caller, accessKey: await readerOf(subject, accountId) }
    const attached = await unlessDenied(attachedUserPolicies(context.transport, reader, name))
    const inline = await unlessDenied(inlinePolicies(context.transport, reader, name))
    if (attached === undefined || inline === undefined)
      return [
        skipped(
          words`neither the key nor a session of a role may read the policies of the user`,
          `as an administrator: aws iam list-attached-user-policies --user-name ${shellWord(name)}`,
        ),
      ]
    return [
      ...attached.filter(policy => WIDE.test(policy)).map(wide),
      ...[...inline].filter(([, text]) => isWide(text)).map(([own]) => wide(own)),
    ]
  },
}

/** A role of the user's own account, if the login got one; else the login, else the key. */
async function readerOf(subject: Subject, accountId: string): Promise<SigningKey> {
  const sessions = await subject.entered()
  const ofAccount = [...sessions].find(([arn, session]) => session !== undefined && arn.split(':')[4] === accountId)
  return ofAccount?.[1] ?? (await subject.login())?.credentials ?? subject.caller.accessKey
}

function wide(policy: string): Finding {
  return failure(
    words`the policy "${policy}" gives the user wide rights of its own: whoever has the key may need no role`,
    'detach it from the user and attach it to the role; awsenv policy user prints what the user needs',
  )
}

/** AWS's own policies that are, or lead to, all rights. */
const WIDE =
  /:policy\/(?:job-function\/)?(?:AdministratorAccess(?:-\w+)?|PowerUserAccess|IAMFullAccess|SystemAdministrator)$/

/** Whether it allows every action, or all of IAM, on everything, and asks for nothing. */
function isWide(text: string): boolean {
  const statements = [statementsIn(text)].flat()
  return statements.some(one => {
    const { Effect, Action = [], Resource = [], Condition } = Object(one) as Record<string, unknown>
    const actions = [Action].flat().map(String)
    return (
      Effect === 'Allow' &&
      Condition === undefined &&
      [Resource].flat().includes('*') &&
      actions.some(action => action === '*' || action === '*:*' || action.toLowerCase() === 'iam:*')
    )
  })
}

function statementsIn(text: string): unknown {
  try {
    return Object(JSON.parse(text)).Statement ?? []
  } catch {
    return []
  }
}
