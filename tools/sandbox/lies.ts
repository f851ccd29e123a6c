/** Answers that are well-formed and untrue, for `sandbox.fail({ how: { lie: lies.… } })`. */
import type { Lie } from './fault.ts'

export const lies = {
  shellInAccessKeyId: { AccessKeyId: 'ASIA$(touch PWNED)' },
  shellInSecret: { SecretAccessKey: '$(touch PWNED)`touch PWNED`;touch PWNED' },
  shellInSessionToken: { SessionToken: `'; touch PWNED; '"$(touch PWNED)"` },
  newlineInAccessKeyId: { AccessKeyId: 'ASIAAAAAAAAAAAAAAAAA\ntouch PWNED\n' },
  newlineInSecret: { SecretAccessKey: 'secret\ntouch PWNED\n' },
  newlineInSessionToken: { SessionToken: 'token\ntouch PWNED\n' },
  escapeInSecret: { SecretAccessKey: 'secret\u001b]0;PWNED\u0007' },
  escapeInSessionToken: { SessionToken: 'token\u001b[2J' },
  noAccessKeyId: { AccessKeyId: null },
  noSecret: { SecretAccessKey: null },
  noSessionToken: { SessionToken: null },
  emptySessionToken: { SessionToken: '' },
  noExpiration: { Expiration: null },
  badExpiration: { Expiration: 'tomorrow' },
  pastExpiration: { Expiration: '2001-01-01T00:00:00Z' },
  distantExpiration: { Expiration: '2099-01-01T00:00:00Z' },
  anotherAccount: { Arn: 'arn:aws:sts::666666666666:assumed-role/Admin/alice' },
  noArn: { Arn: null },
} as const satisfies Record<string, Lie>
