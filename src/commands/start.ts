import { Command } from 'clipanion'
import { AwsenvCommand } from '../command-line/command.ts'
import { ExitCode } from '../errors.ts'
import { duration } from '../model/duration.ts'
import { printable } from '../text/printable.ts'

/** A bare `awsenv` says what to do next. */
export class StartCommand extends AwsenvCommand {
  static override paths = [Command.Default]

  async execute(): Promise<number> {
    const { env, stderr } = this.awsenv
    const { AWSENV_ROLE: role, AWSENV_EXPIRES: expires } = env
    const left = /^\d{1,12}$/.test(expires ?? '') ? Number(expires) - this.awsenv.now() / 1000 : 0
    const steps =
      role === undefined
        ? [
            ['log in with MFA, once for all roles', 'awsenv login'],
            ['assume a role', 'awsenv assume ACCOUNT ROLE'],
          ]
        : left > 0
          ? [
              ['ask AWS who you are', 'awsenv whoami'],
              ['leave the role', 'awsenv unset'],
              ['leave and forget it', 'awsenv clear'],
            ]
          : [
              ['assume it again', 'awsenv assume ACCOUNT ROLE'],
              ['leave it', 'awsenv unset'],
            ]
    const state =
      role === undefined
        ? 'no session in this shell'
        : `${printable(role)}: ${left > 0 ? `${duration(left)} left` : 'expired'}`
    const hook = env['AWSENV_HOOK'] ? [] : [['load the hook, so that these work as they stand', 'awsenv init --help']]
    const lines = [...hook, ...steps, ['all commands', 'awsenv --help']].map(
      ([what = '', call = '']) => `  ${call.padEnd(28)}${what}\n`,
    )
    stderr.write(`awsenv: ${state}\n${lines.join('')}`)
    return ExitCode.done
  }
}
