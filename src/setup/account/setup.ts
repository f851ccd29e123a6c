/**
 * Makes or repairs what awsenv needs in an account: a user who may only assume the role, the role that demands this
 * user's MFA, and a key of the user in the vault. It shows the plan first. Whatever state it finds, it does what is missing.
 */
import { deleteAccessKey, type ListedKey } from '../../aws/access-keys.ts'
import { refreshNames } from '../../completion/names-files.ts'
import type { Context } from '../../context/context.ts'
import { checkEntryName, checkNoRotation } from '../../credentials/keys/store.ts'
import { AwsenvError, misused } from '../../errors.ts'
import { checkedAccountId, parseRoleArn } from '../../model/arn.ts'
import { shownAccessKeyId } from '../../model/credentials.ts'
import { shellWord } from '../../shells/posix.ts'
import { printable } from '../../text/printable.ts'
import { type KeyPlan, keyPlan } from '../plan/keys.ts'
import type { Plan } from '../plan/plan.ts'
import { roleNamed, userNamed } from '../policy/account-plan.ts'
import { type Administrator, administrator } from './administrator.ts'
import { carryOut } from './carry-out.ts'
import { type Consent, checkNamed, checkPlanWanted } from './consent.ts'
import { type ExaminedRole, type ExaminedUser, examineRole, examineUser } from './examine.ts'
import { makeFirstKey } from './first-key.ts'
import { narrowedPlan } from './narrowed-plan.ts'
import { missingEntries, type ProfileEntries, writeEntries } from './profile.ts'
import { shownSteps } from './show.ts'
import { keysToDelete } from './unused-keys.ts'

export type SetupRequest = Consent & {
  /** As typed: names, which may have a path before them, or ARNs. */
  readonly user: string
  readonly role: string
  readonly rolePolicy: string | undefined
  readonly mfaAge: number | undefined
  readonly profile: string | undefined
  readonly from: string | undefined
  /** The account that it has to be. */
  readonly account: string | undefined
  readonly isDry: boolean
  /** Whether statements that let somebody in without MFA may go. */
  readonly narrows: boolean
}

export async function setUp(context: Context, request: SetupRequest): Promise<void> {
  const admin = await administrator(context, request.from)
  checkAccount(admin, request.account)
  const [user, role] = await examine(context, admin, request)
  const name = request.profile ?? user.name.name
  const keys = await keyPlanFor(context, user, name)
  const profile = context.profiles.get(name)
  const entries = missingEntries(profile, name, { accountId: admin.accountId, region: admin.region })
  const plan = await narrowedPlan(context, request, admin, user, role)
  show(context, admin, { user, role, plan, keys, entries, name })
  if (request.isDry) return
  if (plan.steps.length > 0 || keys.isMade || entries.size > 0) {
    checkPlanWanted(context, request)
    checkForeign(context, request, plan, user, role)
    const gone = keysToDelete(context, request, user, keys)
    await carryOut(context, admin, { user: user.name, roleArn: role.arn }, plan.steps)
    for (const { accessKeyId } of gone) {
      await deleteAccessKey(context.transport, { ...admin, userName: user.name.name }, accessKeyId)
      context.say(`the key ${shownAccessKeyId({ accessKeyId })} is deleted`)
    }
    if (keys.isMade) await makeFirstKey(context, admin, user.name, name)
    if (entries.size > 0) await writeEntries(context, name, entries)
    await refreshNames(context)
  } else {
    context.say('everything is there as it should be: nothing has changed')
  }
  sayNext(context, user, role, name)
}

function checkAccount({ accountId, arn }: Administrator, account: string | undefined): void {
  if (account === undefined || checkedAccountId(account) === accountId) return
  throw new AwsenvError(`the credentials are of account ${accountId} ("${arn}"), not of account ${account}`, {
    hint: 'name a profile of that account with --from PROFILE',
  })
}

async function examine(
  context: Context,
  admin: Administrator,
  { user, role }: SetupRequest,
): Promise<readonly [ExaminedUser, ExaminedRole]> {
  const userName = userNamed(user, admin.accountId, admin.partition)
  const roleArn = roleNamed(role, userName)
  for (const arn of [userName.arn, roleArn]) {
    if (arn.startsWith(`arn:${admin.partition}:iam::${admin.accountId}:`)) continue
    throw misused(`"${arn}" is not in account ${admin.accountId}, whose administrator you are`)
  }
  return Promise.all([examineUser(context, admin, userName), examineRole(context, admin, roleArn)])
}

async function keyPlanFor({ keys }: Context, user: ExaminedUser, name: string): Promise<KeyPlan<ListedKey>> {
  checkEntryName(name)
  checkNoRotation(keys.names(), name)
  const stored = keys.names().includes(name) ? (await keys.list()).get(name) : undefined
  return keyPlan(user.keys, stored, { user: user.name.name, entry: name })
}

type Findings = {
  readonly user: ExaminedUser
  readonly role: ExaminedRole
  readonly plan: Plan
  readonly keys: KeyPlan<ListedKey>
  readonly entries: ProfileEntries
  readonly name: string
}

function show(context: Context, admin: Administrator, { user, role, plan, keys, entries, name }: Findings): void {
  const exists = { userExists: user.existing !== undefined, roleExists: role.existing !== undefined }
  const lines = [
    `account ${admin.accountId}, as ${admin.arn}`,
    ...shownSteps({ user: user.name, roleArn: role.arn, ...exists }, plan),
    keys.isMade
      ? `+ access key of user ${user.name.name}, straight into awsenv's vault as "${name}"`
      : `= access key "${name}" in awsenv's vault`,
    ...(entries.size === 0 ? [`= profile ${name}`] : [`+ profile ${name}:`]),
    ...[...entries].map(([key, value]) => `+     ${key} = ${value}`),
  ]
  context.output.write(lines.map(line => `${printable(line)}\n`).join(''))
  if (keys.inactive !== undefined)
    context.say(
      `warning: the key ${shownAccessKeyId(keys.inactive)} is switched off in IAM, and awsenv leaves that to you: aws iam update-access-key`,
    )
}

function checkForeign(
  context: Context,
  consent: Consent,
  { foreign }: Plan,
  { name }: ExaminedUser,
  role: ExaminedRole,
): void {
  const { roleName } = parseRoleArn(role.arn)
  if (foreign.includes('user')) {
    const question = `awsenv did not make the user "${name.name}", and what it does now without MFA would be denied. Change it?`
    checkNamed(context, consent, name.name, question)
  }
  if (foreign.includes('role'))
    checkNamed(context, consent, roleName, `awsenv did not make the role "${roleName}". Change it?`)
}

function sayNext(context: Context, { name, hasDevice }: ExaminedUser, role: ExaminedRole, profile: string): void {
  const { accountId, path, roleName } = parseRoleArn(role.arn)
  const word = shellWord(profile)
  if (!hasDevice) context.say(`next: awsenv mfa enrol ${word}`)
  context.say(`${hasDevice ? 'next' : 'then'}: awsenv login ${word}`)
  context.say(`then: awsenv assume ${accountId} ${path === '' ? roleName : `${path}/${roleName}`}`)
  context.debug(`set up for ${name.arn}`)
}
