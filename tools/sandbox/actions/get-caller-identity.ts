import type { Action } from './action.ts'

/** Answers whoever can sign: no policy can forbid it. */
export const getCallerIdentity: Action = ({ caller }) => ({
  Arn: caller.arn,
  UserId: caller.userId,
  Account: caller.identity.account.id,
})
