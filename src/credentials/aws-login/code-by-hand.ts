/** The sign-in on another device, for SSH, containers and WSL: its page shows a code, which the person types here. */

import { randomBytes } from 'node:crypto'
import type { Network } from '../../aws/client/network.ts'
import { signinAddress } from '../../aws/signin.ts'
import type { Context } from '../../context/context.ts'
import { AwsenvError, ExitCode } from '../../errors.ts'
import { Secret } from '../../model/secret.ts'
import type { BroughtCode } from '../sign-in/loopback.ts'
import { inBrowser } from '../sign-in/open-page.ts'
import { showQrCode } from '../sign-in/show-qr-code.ts'
import type { SignIn } from '../sign-in/sign-in.ts'

type Asking = {
  readonly why: string
  readonly network: Network
  /** Whether a browser opens here, too. */
  readonly opens: boolean
  pageAt(redirectUri: string, state: string): Promise<string>
}

export async function codeByHand(
  context: Context,
  { shown, word, command }: SignIn,
  { why, network, opens, pageAt }: Asking,
): Promise<BroughtCode> {
  if (!context.terminal.isPresent()) {
    throw new AwsenvError(`the sign-in to ${shown} takes a code from its page, and nobody can be asked here`, {
      hint: `run on a terminal: ${command}`,
      exitCode: ExitCode.cannotAsk,
    })
  }
  const state = randomBytes(24).toString('base64url')
  const { href: redirectUri } = await signinAddress(context.transport, network, '/v1/sessions/confirmation')
  const url = await pageAt(redirectUri, state)
  await showQrCode(context, url)
  context.say(`${why}: open ${url} on any device; at its end, the page shows a code`)
  if (opens) await inBrowser(context, url, word)
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const answer = context.terminal.ask('Code from the page: ')
    if (answer === undefined) break
    const code = codeIn(answer, state)
    if (code !== undefined) return { code, redirectUri }
    context.say('that is not the code from the page that awsenv named: copy all of it')
  }
  throw new AwsenvError(`nobody signed in to ${shown}: nothing has changed`, { hint: `begin again: ${command}` })
}

/** The page gives `code=…&state=…` in base64. Another `state` belongs to somebody else's sign-in. */
function codeIn(answer: string, state: string): Secret | undefined {
  const fields = new URLSearchParams(Buffer.from(answer.trim(), 'base64').toString())
  const code = fields.get('code')
  return code && fields.get('state') === state ? new Secret(code) : undefined
}

const ATTEMPTS = 3
