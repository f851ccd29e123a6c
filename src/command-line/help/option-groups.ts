/** The groups of a command's options, in the order of the page. */
export const OPTION_GROUPS: readonly (readonly [title: string, names: readonly string[]])[] = [
  ['Many accounts', ['--each', '--each-account', '--regions', '--jobs', '--output', '--output-dir']],
  ['The session', ['--duration', '--min-ttl', '--refresh', '--renewing', '--region', '--session-name']],
  [
    'Whose key, and the MFA code',
    ['--from', '--aws-config', '--aws-credentials', '--mfa-serial', '--mfa-stdin', '--ask', '--device-code'],
  ],
  [
    'What the session carries',
    ['--external-id', '--source-identity', '--tag', '--transitive-tag', '--policy', '--policy-arn'],
  ],
  ['Where it goes', ['--shell', '--format', '--print', '--service', '--container', '--sign-out', '--yes']],
]
