/** What IAM tells of an account. */
import { authorize } from '../permission.ts'
import type { Action } from './action.ts'

export const listAccountAliases: Action = call => {
  authorize(call, 'iam:ListAccountAliases', '*')
  const { alias } = call.caller.identity.account
  return { AccountAliases: alias === undefined ? [] : [alias], IsTruncated: 'false' }
}

export const getAccountSummary: Action = call => {
  authorize(call, 'iam:GetAccountSummary', '*')
  const root = [...call.world.users.values()].find(
    ({ kind, account }) => kind === 'root' && account === call.caller.identity.account,
  )
  return {
    SummaryMap: new Map([
      ['AccountMFAEnabled', root && root.devices.length > 0 ? '1' : '0'],
      ['AccountAccessKeysPresent', root && root.keys.length > 0 ? '1' : '0'],
    ]),
  }
}
