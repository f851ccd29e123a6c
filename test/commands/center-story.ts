/** What the tests of IAM Identity Center begin with: alice has no key, and a browser in which she agrees to everything. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { addIdentityCenter } from '../../tools/sandbox/identity-center/demo-center.ts'
import type { IdentityCenter } from '../../tools/sandbox/identity-center/directory.ts'
import { type Story, tell } from './story.ts'

export type CenterStory = Story & {
  readonly center: IdentityCenter
  /** The actions that AWS was asked, in their order. */
  actions(): readonly string[]
  /** The files of the AWS CLI's cache, by name. */
  cached(): Readonly<Record<string, Readonly<Record<string, string>>>>
}

export const SSO_CONFIG =
  '[sso-session acme]\nsso_start_url = https://acme.awsapps.com/start\nsso_region = eu-central-1\nsso_registration_scopes = sso:account:access\n' +
  '[profile data]\nsso_session = acme\nsso_account_id = 300000000000\nsso_role_name = ReadOnly\nregion = eu-central-1\n' +
  '[profile old]\nsso_start_url = https://acme.awsapps.com/start\nsso_region = eu-central-1\nsso_account_id = 300000000001\nsso_role_name = Admin\n'

export function inCenter(
  body: (story: CenterStory) => Promise<void>,
  size: Parameters<typeof addIdentityCenter>[1] = {},
): () => Promise<void> {
  return () =>
    tell(async story => {
      const { sandbox, alice } = story
      const center = addIdentityCenter(sandbox, size)
      center.answers = 'approve'
      center.requestsPerSecond = 10_000
      alice.write('credentials', '')
      alice.write('config', SSO_CONFIG)
      alice.browse = url => fetch(url)
      await alice.awsenv('config', 'set', 'endpoints', '127.0.0.1')
      const directory = join(alice.home, '.aws/sso/cache')
      await body({
        ...{ ...story, center },
        actions: () => sandbox.requests.map(({ action }) => action),
        cached: () => {
          const names = existsSync(directory) ? readdirSync(directory) : []
          return Object.fromEntries(names.map(name => [name, JSON.parse(readFileSync(join(directory, name), 'utf8'))]))
        },
      })
    })
}
