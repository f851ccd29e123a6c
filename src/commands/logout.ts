import { Command, Option } from 'clipanion'
import { logout } from '../aws/sso.ts'
import { AwsenvCommand } from '../command-line/command.ts'
import { removeToken } from '../credentials/identity-center/aws-cache.ts'
import {
  type SsoSession,
  shownSession,
  ssoSessionNamed,
  ssoSessions,
} from '../credentials/identity-center/sso-session.ts'
import { hasToken, tokenAtHand } from '../credentials/identity-center/token.ts'
import { unknownSession } from '../credentials/identity-center/unknown-session.ts'
import { AwsenvError, ExitCode } from '../errors.ts'
import { entryNamed } from '../vault/sessions/entries.ts'

/** Signs out of IAM Identity Center: the token stops working, here and at AWS. */
export class LogoutCommand extends AwsenvCommand {
  static override paths = [['logout']]
  static override usage = Command.Usage({
    category: 'Sessions',
    description: 'sign out of IAM Identity Center',
    details:
      "Revokes the token at AWS, takes it out of the AWS CLI's cache, and forgets the roles that it gave; without SESSION, of every session that is signed in to. " +
      'Role credentials that a shell already has stay valid until they expire.',
    examples: [
      ['Sign out of one', '$0 logout acme'],
      ['Sign out of all', '$0 logout'],
    ],
  })

  session = Option.String({ required: false, name: 'SESSION' })

  async execute(): Promise<number> {
    const context = this.awsenv
    const { session: word } = this
    const named = word === undefined ? undefined : ssoSessionNamed(context, word)
    if (word !== undefined && named === undefined) throw unknownSession(context, word)
    const sessions = named === undefined ? ssoSessions(context).filter(one => hasToken(context, one)) : [named]
    if (sessions.length === 0)
      context.say('you are signed in to no session of IAM Identity Center: nothing has changed')
    let exitCode: number = ExitCode.done
    for (const session of sessions) if (!(await this.leave(session))) exitCode = ExitCode.failed
    if (sessions.length > 0) await this.forgetRoles()
    return exitCode
  }

  /** Deletes the token even if AWS can't be asked to revoke it. */
  private async leave(session: SsoSession): Promise<boolean> {
    const context = this.awsenv
    const token = tokenAtHand(context, session)
    if (!hasToken(context, session)) {
      context.say(`${shownSession(session)} has no sign-in`)
      return true
    }
    try {
      if (token !== undefined) await logout(context.transport, token)
      context.say(`signed out of ${shownSession(session)}`)
      return true
    } catch (error) {
      if (!(error instanceof AwsenvError)) throw error
      context.say(`the token of ${shownSession(session)} is deleted here, but AWS did not revoke it: ${error.message}`)
      return /Unauthorized/.test((error.cause as Error | undefined)?.name ?? '')
    } finally {
      removeToken(context, session)
    }
  }

  private async forgetRoles(): Promise<void> {
    const { vault } = this.awsenv
    await vault.update(entries => {
      for (const [name, { value }] of entries) {
        const { roleArn } = Object(value) as { roleArn?: unknown }
        if (entryNamed(name)?.kind === 'role' && String(roleArn).includes('AWSReservedSSO_')) entries.delete(name)
      }
    })
  }
}
