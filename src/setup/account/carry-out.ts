/** Carries out the steps of a plan. Each is one call of IAM, so a plan that was cut off has fewer steps the next time. */
import type { Caller } from '../../aws/client/call.ts'
import { errorNameOf } from '../../aws/iam.ts'
import { attachRolePolicy, createRole, updateTrust } from '../../aws/roles.ts'
import { createUser, putUserPolicy } from '../../aws/users.ts'
import type { Context } from '../../context/context.ts'
import { untilKnown } from '../../context/until-known.ts'
import { parseRoleArn } from '../../model/arn.ts'
import type { Step } from '../plan/plan.ts'
import type { UserName } from '../policy/account-plan.ts'
import { POLICY_NAME } from '../policy/rendered.ts'
import { MARK } from './examine.ts'

export type Subjects = { readonly user: UserName; readonly roleArn: string }

export async function carryOut(
  context: Context,
  caller: Caller,
  { user, roleArn }: Subjects,
  steps: readonly Step[],
): Promise<void> {
  const { roleName, path } = parseRoleArn(roleArn)
  const { transport } = context
  const done = async (what: string, call: () => Promise<void>) => {
    await untilKnown(context, call, { isNotYet, waiting: 'waiting until IAM knows everywhere what it has just made' })
    context.say(what)
  }
  for (const step of steps) {
    switch (step.kind) {
      case 'create user':
        await done(`the user "${user.name}" is created`, () => createUser(transport, caller, { ...user, tags: MARK }))
        break
      case 'put user policy': {
        const policy = { userName: user.name, name: POLICY_NAME, document: JSON.stringify(step.document) }
        await done(`the user has the policy "${POLICY_NAME}"`, () => putUserPolicy(transport, caller, policy))
        break
      }
      case 'create role': {
        const role = { name: roleName, path: path === '' ? '/' : `/${path}/`, trust: JSON.stringify(step.document) }
        await done(`the role "${roleName}" is created`, () => createRole(transport, caller, { ...role, tags: MARK }))
        break
      }
      case 'change trust': {
        const trust = JSON.stringify(step.document)
        await done(`the role "${roleName}" has the new trust policy`, () =>
          updateTrust(transport, caller, { roleName, trust }),
        )
        break
      }
      case 'attach role policy': {
        const { policyArn } = step
        await done(`the role has the policy ${policyArn}`, () =>
          attachRolePolicy(transport, caller, { roleName, policyArn }),
        )
      }
    }
  }
}

/** A trust policy can name a user only once IAM knows the user everywhere. */
export function isNotYet(error: unknown): boolean {
  const name = errorNameOf(error)
  const message = ((error as Error).cause as Error | undefined)?.message ?? ''
  const isMissing = /^NoSuchEntity/.test(name) && !/^Policy /.test(message)
  return isMissing || (/^MalformedPolicyDocument/.test(name) && /invalid principal/i.test(message))
}
