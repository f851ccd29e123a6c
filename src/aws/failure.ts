/** What AWS and the network say when something fails, as sentences. Pure. The texts are AWS's own, so that a search finds them. */
import { AwsenvError } from '../errors.ts'
import { type Circumstances, sentenceFor, where } from './sentences.ts'

/** A failure that AWS, or the way to it, caused: whoever waits for the same request gets it too, instead of asking again. */
export class AwsFailure extends AwsenvError {
  /** What a caller may do something about: a refused code; a request that never left, and has used nothing up. */
  readonly kind: 'mfa code' | 'unsent' | 'other'

  constructor(kind: AwsFailure['kind'], message: string, options: { hint?: string | undefined; cause?: unknown }) {
    super(message, options)
    this.kind = kind
  }
}

export function failure(cause: unknown, about: Circumstances): AwsenvError {
  if (cause instanceof AwsenvError)
    return new AwsFailure('other', cause.message, { hint: cause.hint, cause: cause.cause })
  const { name, message, status, code } = facetsOf(cause)
  const unreachable = UNREACHABLE.find(([codes]) => codes.test(code) || codes.test(name))
  if (unreachable !== undefined) {
    const [, what, hint] = unreachable
    const kind = UNSENT.test(code) ? 'unsent' : 'other'
    return new AwsFailure(kind, `${about.action}: ${where(about)} ${what} (${code || name})`, { hint, cause })
  }
  const { kind = 'other', said, hint } = sentenceFor(name, message, about)
  return new AwsFailure(kind, `${said} (${name}${status >= 500 ? `, status ${status}` : ''})`, { hint, cause })
}

const UNREACHABLE: readonly (readonly [codes: RegExp, what: string, hint: string])[] = [
  [/^(?:ENOTFOUND|EAI_)/, 'has no address', 'is this machine online, and is the region right?'],
  [
    /^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH)$/,
    "can't be reached",
    'is this machine online, and does it need a proxy or a VPN?',
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
    /CERT|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)|^ERR_TLS/,
    'shows a certificate that is not trusted here',
    'a company proxy needs its certificate authority named in AWS_CA_BUNDLE (or NODE_EXTRA_CA_CERTS)',
  ],
]

/** These come before anything has been sent. */
const UNSENT = /^(?:ENOTFOUND|EAI_|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH)|CERT|SELF_SIGNED|UNABLE_TO_/

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
