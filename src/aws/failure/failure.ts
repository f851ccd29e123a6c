/** Turns errors of AWS and the network into sentences. They quote AWS's own text, which a search finds. Pure. */
import { AwsenvError } from '../../errors.ts'
import { AwsFailure } from './aws-failure.ts'
import { type Circumstances, where } from './circumstances.ts'
import { iamSentence } from './iam-sentences.ts'
import { identityCenterSentence } from './identity-center-sentences.ts'
import type { Row, Sentence } from './sentence.ts'
import { signInSentence } from './sign-in-sentences.ts'
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

/** A debugging proxy may echo the request: no message and no debug line may repeat a secret. */
function repeatsSecret(cause: unknown, { accessKey, secret }: Circumstances): boolean {
  const { name, message, stack } = (cause ?? {}) as Partial<Error>
  const text = [name, message, stack].join('\n')
  const secrets = [accessKey?.secretAccessKey, accessKey?.sessionToken, secret]
  return secrets.some(one => one !== undefined && text.includes(one.reveal()))
}

/** By the error's code and text: the first matching row. The last one matches everything. */
function sentenceFor(name: string, message: string, about: Circumstances): Sentence {
  const particular =
    about.action === 'AssumeRoleWithWebIdentity'
      ? webIdentitySentence(name, about, message)
      : (identityCenterSentence(name, about, message) ??
        signInSentence(name, about, message) ??
        iamSentence(name, about, message))
  if (particular !== undefined) return particular
  const [, , sentence] = SENTENCES.find(([names, text]) => names.test(name) && text.test(message)) as Row
  return sentence(about, message)
}

const UNREACHABLE: readonly (readonly [codes: RegExp, what: string, hint: string])[] = [
  [/^(?:ENOTFOUND|EAI_)/, 'has no address', 'is this machine online, and is the region right?'],
  [
    /^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH)$/,
    "can't be reached",
    'is this machine online? Does it need a VPN or a (different) proxy in HTTPS_PROXY?',
  ],
  [
    /^(?:ECONNRESET|EPIPE|ERR_STREAM_PREMATURE_CLOSE)$/,
    'broke off the connection',
    'try again; if it asks for an MFA code, give the next one',
  ],
  [
    /^(?:AbortError|TimeoutError|ETIMEDOUT|ESOCKETTIMEDOUT)$/,
    'did not answer in time',
    "try again; if that doesn't help, check the network, proxy and VPN",
  ],
  [
    /^ERR_PROXY/,
    "can't be reached through the proxy",
    'does the proxy in HTTPS_PROXY want a user and password (status 407), and does it let AWS through? NO_PROXY bypasses it',
  ],
  [
    /^(?:EPROTO$|ERR_SSL_WRONG_VERSION_NUMBER)/,
    'does not speak TLS as it should',
    'something in between answers, or it speaks http://: check HTTPS_PROXY (most proxies need http://) and the endpoint',
  ],
  [
    /CERT|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)|^ERR_TLS/,
    "has a certificate that this machine doesn't trust",
    'for a company proxy, set AWS_CA_BUNDLE (or NODE_EXTRA_CA_CERTS) to its certificate authority',
  ],
]

/** The status of a proxy that refused a tunnel: `HTTP/1.1 407`. */
function proxyStatus(message: string): readonly string[] {
  return /^Failed to establish tunnel.*: (HTTP\/1\.\d \d{3})/.exec(message)?.slice(1) ?? []
}

/** Errors that come before anything was sent. */
const UNSENT =
  /^(?:ENOTFOUND|EAI_|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ERR_PROXY|ERR_SSL_WRONG_VERSION_NUMBER)|CERT|SELF_SIGNED|UNABLE_TO_/

/** The parts of any error: the SDK's, Node's, or another. */
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
