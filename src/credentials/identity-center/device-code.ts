/** The sign-in by a code, on whatever device has a browser: for SSH, containers and WSL (RFC 8628). */
import { AwsFailure, isCalled } from '../../aws/failure/aws-failure.ts'
import {
  createToken,
  type DeviceAuthorization,
  type OidcClient,
  type OidcToken,
  startDeviceAuthorization,
} from '../../aws/sso-oidc.ts'
import type { Context } from '../../context/context.ts'
import { inBrowser } from '../sign-in/open-page.ts'
import { showQrCode } from '../sign-in/show-qr-code.ts'
import { SIGN_IN_LASTS } from '../sign-in/sign-in.ts'
import { loginCommand, type SsoSession, shownSession, ssoCaller, wordOf } from './sso-session.ts'

export async function signInByDevice(
  context: Context,
  session: SsoSession,
  client: OidcClient,
  why: string,
  opens: boolean,
): Promise<OidcToken> {
  const caller = ssoCaller(context, session)
  const device = await startDeviceAuthorization(context.transport, caller, client, session.startUrl)
  await show(context, why, device)
  if (opens) await inBrowser(context, device.url, wordOf(session))
  const until = context.now() + Math.min(device.expiresIn * 1000, SIGN_IN_LASTS)
  let { interval } = device
  while (context.now() < until) {
    await context.sleep(interval * 1000)
    try {
      return await createToken(context.transport, caller, client, { kind: 'device', deviceCode: device.deviceCode })
    } catch (error) {
      if (isCalled(error, /^SlowDown/)) interval += SLOWER
      // A network that was away for a moment has used nothing up.
      else if (!isCalled(error, /^AuthorizationPending/) && (error as AwsFailure).kind !== 'unsent') throw error
    }
  }
  throw new AwsFailure(
    'refused',
    `nobody answered the page of ${shownSession(session)} in time: its code has expired`,
    {
      hint: `begin again: ${loginCommand(session)}`,
    },
  )
}

/** The code is for comparing: the page shows the same, or somebody else's sign-in is about to be approved. */
async function show(context: Context, why: string, { url, userCode }: DeviceAuthorization): Promise<void> {
  await showQrCode(context, url)
  context.say(`${why}: open ${url} on any device; the page has to show the code ${userCode}`)
}

/** In seconds. */
const SLOWER = 5
