import { Option } from 'clipanion'
import type { SessionRequest } from '../credentials/session/request.ts'
import { parseDuration } from '../model/duration.ts'
import { AwsenvCommand } from './command.ts'
import { taking } from './options.ts'

/** The options of commands that get a session: how long it lasts, its region, and where the MFA code comes from. */
export abstract class SessionCommand extends AwsenvCommand {
  duration = taking(
    'TIME',
    Option.String('--duration', {
      description: 'how long the session lasts: seconds, or a time like 1h30m',
    }),
  )
  region = taking('REGION', Option.String('--region', { description: 'the region to work in' }))
  mfaSerial = taking(
    'DEVICE',
    Option.String('--mfa-serial', {
      description: 'the MFA device: its ARN, or the serial of a hardware device',
    }),
  )
  mfaStdin = Option.Boolean('--mfa-stdin', false, { description: 'read the MFA code from stdin' })
  refresh = Option.Boolean('--refresh', false, { description: 'get a new session even if a valid one is cached' })

  /** `--duration` within the limits of the AWS call, in seconds. */
  request(limits: { readonly least: number; readonly most: number }): SessionRequest {
    return {
      region: this.region,
      mfaSerial: this.mfaSerial,
      mfaStdin: this.mfaStdin,
      durationSeconds:
        this.duration === undefined ? undefined : parseDuration(this.duration, limits.least, limits.most),
      isRefresh: this.refresh,
    }
  }
}
