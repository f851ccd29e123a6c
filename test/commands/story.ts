/** What the tests of commands begin with: a sandbox, and the machine of a user of it. */
import { type DemoWorld, demoWorld } from '../../tools/sandbox/demo-world.ts'
import { type Sandbox, startSandbox } from '../../tools/sandbox/sandbox.ts'
import { type Machine, machine } from '../support/fake-context.ts'

export type Story = { readonly sandbox: Sandbox; readonly world: DemoWorld; readonly alice: Machine; code(): string }

/** alice, with her long-term key in [default] of ~/.aws/credentials and her MFA device in ~/.aws/config. */
export async function tell(body: (story: Story) => Promise<void>): Promise<void> {
  const sandbox = await startSandbox()
  const world = demoWorld(sandbox)
  using alice = machine({ env: { AWS_ENDPOINT_URL: sandbox.url }, now: () => sandbox.clock.now() })
  alice.write('credentials', keyOf('default', world.alice))
  alice.write('config', `[default]\nregion = eu-central-1\nmfa_serial = ${world.alice.mfaSerial}\n`)
  try {
    await body({ sandbox, world, alice, code: () => sandbox.nextMfaCode(world.alice.mfaSerial) })
  } finally {
    await sandbox.close()
  }
}

/** A profile of ~/.aws/credentials. */
export function keyOf(
  name: string,
  key: { accessKeyId: string; secretAccessKey: string },
  sessionToken?: string,
): string {
  const token = sessionToken === undefined ? '' : `aws_session_token = ${sessionToken}\n`
  return `[${name}]\naws_access_key_id = ${key.accessKeyId}\naws_secret_access_key = ${key.secretAccessKey}\n${token}\n`
}
