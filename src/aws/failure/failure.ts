/** What AWS and the network say when something fails, as sentences. Pure. The texts are AWS's own, so that a search finds them. */
import { AwsenvError } from '../../errors.ts'
import { AwsFailure } from './aws-failure.ts'
import { type Circumstances, where } from './circumstances.ts'
import { iamSentence } from './iam-sentences.ts'
import { identityCenterSentence } from './identity-center-sentences.ts'
import type { Row, Sentence } from './sentence.ts'
import { SENTENCES } from './sts-sentences.ts'
import { webIdentitySentence } from './web-identity-sentences.ts'

export function failure(cause: unknown, about: Circumstances): AwsenvError {
  if (repeatsSecret(cause, about)) {
    return new AwsFailure('other', `${where(about)} answered ${about.action} with a secret that it had been sent`, {
      hint: "something other than AWS answers, so awsenv doesn't show what it said: look at the endpoint and at any proxy between",
    })
  }
  if (cause instanceof AwsenvError)
    return new AwsFailure('other', cause.message, { hint: cause.hint, cause: cause.cause })
  const { name, message, status, code } = facetsOf(cause)
  const unreachable = UNREACHABLE.find(([codes]) => codes.test(code) || codes.test(name))
  if (unreachable !== undefined) {
    const [, what, hint] = unreachable
    const kind = UNSENT.test(code) ? 'unsent' : 'other'
    return new AwsFailure(
      kind,
      `${about.action}: ${where(about)} ${what} (${[code || name, ...proxyStatus(message)].join(', ')})`,
      { hint, cause },
    )
  }
  const { kind = status >= 400 && status < 500 ? 'refused' : 'other', said, hint } = sentenceFor(name, message, about)
  const details = [
    name,
    status >= 500 && `status ${status}`,
    !said.includes(where(about)) && about.endpoint && `from "${about.endpoint}"`,
  ]
  return new AwsFailure(kind, `${said} (${details.filter(Boolean).join(', ')})`, { hint, cause })
}

/** A debugging proxy may send back what it got: neither a message nor the debug output may hand that on. */
function repeatsSecret(cause: unknown, { accessKey, secret }: Circumstances): boolean {
  const { name, message, stack } = (cause ?? {}) as Partial<Error>
  const text = [name, message, stack].join('\n')
  const secrets = [accessKey?.secretAccessKey, accessKey?.sessionToken, secret]
  return secrets.some(one => one !== undefined && text.includes(one.reveal()))
}

/** By the code and the text of the error: the first row that fits. The last one fits everything. */
function sentenceFor(name: string, message: string, about: Circumstances): Sentence {
  const particular =
    about.action === 'AssumeRoleWithWebIdentity'
      ? webIdentitySentence(name, about, message)
      : (identityCenterSentence(name, about, message) ?? iamSentence(name, about, message))
  if (particular !== undefined) return particular
  const [, , sentence] = SENTENCES.find(([names, text]) => names.test(name) && text.test(message)) as Row
  return sentence(about, message)
}

const UNREACHABLE: readonly (readonly [codes: RegExp, what: string, hint: string])[] = [
  [/^(?:ENOTFOUND|EAI_)/, 'has no address', 'is this machine online, and is the region right?'],
  [
    /^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH)$/,
    "can't be reached",
    'is this machine online? Does it need a VPN, a proxy (HTTPS_PROXY), or another proxy than it has?',
  ],
  [
    /^(?:ECONNRESET|EPIPE|ERR_STREAM_PREMATURE_CLOSE)$/,
    'broke the connection off',
    'try again; if a code was asked for, with the next code',
  ],
  [
    /^(?:AbortError|TimeoutError|ETIMEDOUT|ESOCKETTIMEDOUT)$/,
    'did not answer in time',
    'try again; if it stays so, look at the network, proxy and VPN',
  ],
  [
    /^ERR_PROXY/,
    "can't be reached through the proxy",
    'does the proxy that HTTPS_PROXY names want a user and a password (status 407), and may it reach AWS? NO_PROXY goes past it',
  ],
  [
    /^(?:EPROTO$|ERR_SSL_WRONG_VERSION_NUMBER)/,
    'does not speak TLS as it should',
    'something between answers for it, or it speaks http://: look at HTTPS_PROXY, where most proxies have http://, and at the endpoint',
  ],
  [
    /CERT|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)|^ERR_TLS/,
    'shows a certificate that is not trusted here',
    'a company proxy needs its certificate authority named in AWS_CA_BUNDLE (or NODE_EXTRA_CA_CERTS)',
  ],
]

/** What a proxy said instead of opening a tunnel: `HTTP/1.1 407`. */
function proxyStatus(message: string): readonly string[] {
  return /^Failed to establish tunnel.*: (HTTP\/1\.\d \d{3})/.exec(message)?.slice(1) ?? []
}

/** These come before anything has been sent. */
const UNSENT =
  /^(?:ENOTFOUND|EAI_|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ERR_PROXY|ERR_SSL_WRONG_VERSION_NUMBER)|CERT|SELF_SIGNED|UNABLE_TO_/

/** The parts of an error of the SDK, of Node's network code, or of anything. */
function facetsOf(cause: unknown): { name: string; message: string; status: number; code: string } {
  const {
    name,
    message,
    code,
    $metadata,
    cause: inner,
  } = (cause ?? {}) as Record<string, unknown> & { $metadata?: { httpStatusCode?: number } }
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  return {
    name: text(name) || 'Error',
    message: text(message),
    status: $metadata?.httpStatusCode ?? 0,
    code: text(code) || text((inner as { code?: unknown } | undefined)?.code),
  }
}
