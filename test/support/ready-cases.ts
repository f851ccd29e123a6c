import { getuid } from 'node:process'

/** A state of a machine on which answers lie ready, and a call there: whether the hook answers it. */
export type ReadyCase = {
  readonly what: string
  /** What happens on the machine before, as a script of sh. */
  readonly sh?: string
  readonly env?: Readonly<Record<string, string>>
  /** The words after `awsenv`; `assume one` without them. */
  readonly call?: readonly string[]
  readonly isReady?: true
}

const line = (number: number, text: string, file = 'assume==one') =>
  `sed -i '${number}s/.*/${text}/' "$READY/${file}" && chmod 1600 "$READY/${file}"`
const replaced = (file: string) => `sed 's/x*/&/' "$READY/${file}" >t && chmod 1600 t && mv t "$READY/${file}"`

export const READY_CASES: readonly ReadyCase[] = [
  { what: 'all is as it was', isReady: true },
  { what: 'a variable that steers nothing', env: { AWS_PAGER: '', AWSENV_PROMPT: '0' }, isReady: true },
  { what: 'a hostile AWSENV_READY', env: { AWSENV_READY: '$(touch PWNED); a[$(touch PWNED)]' }, isReady: true },
  { what: 'a file that was written anew with the same text', sh: replaced('assume==one'), isReady: true },
  { what: 'the time is over by a second', sh: line(3, '$(($(date +%s) - 1))').replaceAll("'", '"') },
  { what: 'the time has not come', sh: line(2, '$(($(date +%s) + 9))').replaceAll("'", '"') },
  { what: 'the system is up for too long', sh: line(4, '1') },
  { what: 'a time that is no number', sh: line(3, 'a[$(touch PWNED)]') },
  { what: 'config touched', sh: 'touch .aws/config' },
  { what: 'an older config in its place', sh: 'cp .aws/config t && touch -d 2020-01-01 t && mv t .aws/config' },
  { what: 'config gone', sh: 'rm .aws/config' },
  { what: 'credentials touched', sh: 'touch .aws/credentials' },
  { what: 'a copy of the credentials comes', sh: 'cp .aws/credentials .aws/credentials.bk' },
  {
    what: 'an account is to be confirmed',
    sh: 'echo "[accounts.123456789012]\nconfirm = true" >>.config/awsenv/config.toml',
  },
  { what: 'the setting is off', sh: 'echo "ready = false" >>.config/awsenv/config.toml' },
  { what: 'no settings any more', sh: 'rm .config/awsenv/config.toml' },
  { what: 'another binary in its place', sh: 'cp bin/awsenv t && touch -d 2020-01-01 t && mv t bin/awsenv' },
  {
    what: 'keys come into the vault',
    sh: 'mkdir other && mv .local/state/awsenv other/',
  },
  { what: 'a key is remembered for an account', sh: 'echo {} >.local/state/awsenv/keys-of-accounts.json' },
  { what: 'the vault of the sessions is gone', sh: 'rm .local/state/awsenv/sessions-*.vault' },
  { what: 'no stamps', sh: 'rm "$READY"/stamp=*' },
  { what: 'no stamps that are younger', sh: 'rm "$READY"/stamp=*=b' },
  { what: 'a file with mode 0644', sh: 'chmod 0644 "$READY/assume==one"' },
  { what: 'a session with mode 0644', sh: 'chmod 0644 "$READY"/session=*' },
  { what: 'a directory with mode 0755', sh: 'chmod 0755 "$READY"' },
  { what: 'a link to the file', sh: 'mv "$READY/assume==one" t && ln -s "$PWD/t" "$READY/assume==one"' },
  { what: 'a link to the directory', sh: 'mv "$READY" other && ln -s "$PWD/other" "$READY"' },
  ...(getuid?.() === 0 ? [{ what: "another owner's file", sh: 'chown 12345 "$READY/assume==one"' }] : []),
  ...(getuid?.() === 0 ? [{ what: "another owner's directory", sh: 'chown 12345 "$READY"' }] : []),
  { what: 'the answer to another call', sh: 'cp -a "$READY/assume==two" "$READY/assume==one"' },
  { what: 'no session', sh: 'rm "$READY"/session=*' },
  { what: 'the name of a session that is a path', sh: line(8, '..\\/..\\/session=0=A') },
  {
    what: 'a session whose end is no number',
    sh: `sed -i 's/^\\(AWSENV_EXPIRES\\)=.*/\\1=a[$(touch PWNED)]/' "$READY"/session=* && chmod 1600 "$READY"/session=*`,
  },
  { what: 'AWSENV_READY=0', env: { AWSENV_READY: '0' } },
  { what: 'AWS_PROFILE', env: { AWS_PROFILE: 'two' } },
  { what: 'an empty AWS_PROFILE', env: { AWS_PROFILE: '' } },
  { what: 'AWS_ENDPOINT_URL', env: { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' } },
  { what: 'AWS_ENDPOINT_URL_STS', env: { AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:1' } },
  { what: 'AWS_CONFIG_FILE', env: { AWS_CONFIG_FILE: '/dev/null' } },
  { what: 'AMAZON_ACCESS_KEY_ID', env: { AMAZON_ACCESS_KEY_ID: 'x' } },
  { what: 'AWSENV_MFA_CODE', env: { AWSENV_MFA_CODE: '123456' } },
  { what: 'AWSENV_FROM without a session', env: { AWSENV_FROM: 'default' } },
  { what: 'a broken AWSENV_RESTORE', env: { AWSENV_RESTORE: '2.$(touch PWNED)....' } },
  { what: 'a proxy', env: { HTTPS_PROXY: 'http://127.0.0.1:1' } },
  { what: 'another XDG_CONFIG_HOME', env: { XDG_CONFIG_HOME: '/dev/null/nowhere' } },
  { what: 'another HOME', env: { HOME: '/tmp' } },
  { what: 'another time zone', env: { TZ: 'Asia/Tokyo' } },
  { what: 'another awsenv before it on the PATH', sh: 'mkdir other && cp bin/awsenv other/', env: { PATH: 'other' } },
  { what: 'an option', call: ['assume', 'one', '--region=us-east-1'] },
  { what: 'a role before this one, where none was', call: ['assume', '-'] },
  { what: 'no session to leave', call: ['unset'] },
  { what: 'no word', call: ['assume'] },
  { what: 'words that nobody has used', call: ['assume', '123456789012', 'Other'] },
  { what: 'a command in a word', call: ['assume', '$(touch PWNED)'] },
  { what: 'a word with a blank', call: ['assume', 'one '] },
  { what: 'a word with what joins words in names', call: ['assume', '=one'] },
  { what: 'a word that is a path', call: ['assume', '../one'] },
  { what: 'a word that is a pattern', call: ['assume', 'on*'] },
  { what: 'a word too many', call: ['assume', 'one', 'x', 'y'] },
]
