import { Command, Option } from 'clipanion'
import { AwsenvCommand } from '../command-line/command.ts'
import { rememberNames } from '../completion/names-files.ts'
import { unknownSession } from '../credentials/identity-center/unknown-session.ts'
import type { SigningIn } from '../credentials/sign-in/sign-in.ts'
import { signedIn, signingInAt, signingInOf } from '../credentials/signing-in.ts'
import { AwsenvError, ExitCode } from '../errors.ts'

/** Signs out: what the sign-in gave stops working here, and at AWS where AWS can be told. */
export class LogoutCommand extends AwsenvCommand {
  static override paths = [['logout']]
  static override usage = Command.Usage({
    category: 'Sessions',
    description: 'sign out of IAM Identity Center or aws login',
    details:
      "Takes the token out of the AWS CLI's cache, revokes that of IAM Identity Center at AWS, and forgets the roles that it gave. SESSION is an sso-session, a start URL or a profile; without it, everything that is signed in to. " +
      'Credentials that a shell already has stay valid until they expire.',
    examples: [
      ['Sign out of one', '$0 logout acme'],
      ['Sign out of all', '$0 logout'],
    ],
  })

  session = Option.String({ required: false, name: 'SESSION' })

  async execute(): Promise<number> {
    const context = this.awsenv
    const all = this.session === undefined ? signedIn(context) : [this.named(this.session)]
    if (all.length === 0) context.say('you are not signed in to anything: nothing has changed')
    let exitCode: number = ExitCode.done
    for (const one of all) if (!(await this.leave(one))) exitCode = ExitCode.failed
    await rememberNames(context)
    return exitCode
  }

  private named(word: string): SigningIn {
    const context = this.awsenv
    const found = signingInOf(context, word) ?? signingInAt(context, word, undefined)
    if (found === undefined) throw unknownSession(context, word)
    return found
  }

  private async leave(one: SigningIn): Promise<boolean> {
    const context = this.awsenv
    const { shown } = one.signIn
    if (!one.isSignedIn()) {
      context.say(`${shown} has no sign-in`)
      return true
    }
    try {
      await one.end()
      context.say(`signed out of ${shown}`)
      return true
    } catch (error) {
      if (!(error instanceof AwsenvError)) throw error
      context.say(`the sign-in to ${shown} is deleted here, but AWS did not revoke it: ${error.message}`)
      return false
    }
  }
}
