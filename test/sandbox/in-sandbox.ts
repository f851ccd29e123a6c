/** What the sandbox's own tests share: the demo world for the length of a test, and the real SDK as its client. */
import { IAMClient } from '@aws-sdk/client-iam'
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  type Credentials,
  GetSessionTokenCommand,
  type GetSessionTokenCommandInput,
  STSClient,
} from '@aws-sdk/client-sts'
import { type DemoWorld, demoWorld } from '../../tools/sandbox/demo-world.ts'
import { type Sandbox, startSandbox } from '../../tools/sandbox/sandbox.ts'

/** A test's body with a sandbox that is closed afterwards, come what may. */
export function inSandbox(body: (sandbox: Sandbox, demo: DemoWorld) => Promise<void>): () => Promise<void> {
  return async () => {
    const sandbox = await startSandbox()
    try {
      await body(sandbox, demoWorld(sandbox))
    } finally {
      await sandbox.close()
    }
  }
}

export type Keys = {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string | undefined
}

type Options = { readonly region?: string; readonly maxAttempts?: number; readonly clock?: 'sandbox' | 'own' }

/** A client on the sandbox's time, unless told to keep its own; one attempt, unless told otherwise. */
export function stsOf(sandbox: Sandbox, keys: Keys, options: Options = {}): STSClient {
  return new STSClient(configuration(sandbox, keys, options))
}

export function iamOf(sandbox: Sandbox, keys: Keys): IAMClient {
  return new IAMClient(configuration(sandbox, keys, {}))
}

export function assume(sandbox: Sandbox, keys: Keys, RoleArn: string, more: Partial<AssumeRoleCommandInput> = {}) {
  return stsOf(sandbox, keys).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'tester', ...more }))
}

export function getSessionToken(sandbox: Sandbox, keys: Keys, input: GetSessionTokenCommandInput = {}) {
  return stsOf(sandbox, keys).send(new GetSessionTokenCommand(input))
}

/** The two parameters of MFA, with a code that has not been used. */
export function mfaOf(sandbox: Sandbox, SerialNumber: string) {
  return { SerialNumber, TokenCode: sandbox.nextMfaCode(SerialNumber) }
}

/** What an answer gave, in the shape that a client wants. */
export function keysOf(answer: { Credentials?: Credentials | undefined }): Keys & { readonly expiration: number } {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = answer.Credentials ?? {}
  if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration) throw new Error('the answer lacks credentials')
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiration: Expiration.getTime(),
  }
}

/** `Name: message` of a refusal; `done` for a call that was not refused. */
export async function outcome(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'done',
    (error: Error) => `${error.name}: ${error.message}`,
  )
}

function configuration(
  sandbox: Sandbox,
  { accessKeyId, secretAccessKey, sessionToken }: Keys,
  { region = 'eu-central-1', maxAttempts = 1, clock = 'sandbox' }: Options,
) {
  return {
    endpoint: sandbox.url,
    region,
    maxAttempts,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
    systemClockOffset: clock === 'own' ? 0 : sandbox.clock.now() - Date.now(),
  }
}
