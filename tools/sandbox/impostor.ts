/** Who answers instead of STS: a broken server, a captive portal, a proxy. */
import { type Answer, errorAnswer } from './answer.ts'
import { ApiError, regionDisabled } from './errors.ts'
import type { Impostor } from './fault.ts'

export function impostorAnswer(
  fault: Impostor,
  namespace: string,
  accountId: string | undefined,
  requestId: string,
): Answer {
  const page = PAGES[fault]
  if (page) return page
  return errorAnswer(
    namespace,
    fault === 'regionDisabled' ? regionDisabled(accountId ?? '000000000000') : errorOf(fault),
    requestId,
  )
}

function errorOf(fault: Impostor): ApiError {
  if (fault === 'throttling') return new ApiError(400, 'Throttling', 'Rate exceeded')
  if (fault === 'error503') return new ApiError(503, 'ServiceUnavailable', 'Service is unavailable, please try again')
  return new ApiError(500, 'InternalFailure', 'We encountered an internal error. Please try again.')
}

const PORTAL = '<!DOCTYPE html><html><head><title>Guest WLAN</title></head><body>Please log in.</body></html>\n'

const BOMB = `<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;"><!ENTITY file SYSTEM "file:///etc/passwd">]>
<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>&lol2;&file;</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>
`

const PAGES: Readonly<Partial<Record<Impostor, Answer>>> = {
  html: { status: 200, contentType: 'text/html', body: PORTAL },
  redirect: { status: 302, contentType: 'text/html', body: PORTAL, headers: { location: 'http://127.0.0.1:9/login' } },
  empty: { status: 200, contentType: 'text/xml', body: '' },
  json: { status: 200, contentType: 'application/json', body: '{"message":"hello"}\n' },
  doctype: { status: 200, contentType: 'text/xml', body: BOMB },
}
