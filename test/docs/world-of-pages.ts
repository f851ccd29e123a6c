/** The machine that the pages are about: alice's, whose names are those of the examples, and who answers every question. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withKey } from '../../tools/sandbox/demo-world.ts'
import { addIdentityCenter } from '../../tools/sandbox/identity-center/demo-center.ts'
import { codeOf } from '../../tools/sandbox/mfa.ts'
import { stepAt } from '../../tools/sandbox/totp.ts'
import { keyOf, type Story, tell } from '../commands/story.ts'
import type { Outcome } from '../support/fake-context.ts'

export type Player = Story & {
  /** Runs a call, and answers what it asks as an agreeable person does. */
  play(args: readonly string[]): Promise<Outcome>
}

export function onAlicesMachine(body: (player: Player) => Promise<void>): Promise<void> {
  return tell(async story => {
    const { sandbox, world, alice, code } = story
    const center = addIdentityCenter(sandbox)
    center.answers = 'approve'
    center.requestsPerSecond = 10_000
    const worker = sandbox.world.addUser(sandbox.world.account('123456789012'), 'alice-at-work', RIGHTS)
    const device = sandbox.world.addDevice(worker)
    const workKey = withKey(sandbox.world, worker)

    // The console's link leads to AWS itself.
    alice.browse = async url => /\/(?:federation|oauth)\?Action=log/.test(url) || fetch(url)
    alice.whileAsleep = async milliseconds => sandbox.clock.advance(milliseconds / 1000)
    alice.commandLines['my-codes'] = () => codeOf(device, stepAt(sandbox.clock.now()))
    alice.write('config', configWith([world.alice.mfaSerial, device.serialNumber, world.roles.admin]))
    alice.write('credentials', keyOf('default', world.alice))
    mkdirSync(join(alice.home, 'bin'))
    writeFileSync(join(alice.home, 'bin/awsenv'), '')
    mkdirSync(join(alice.home, '.config/awsenv'), { recursive: true })
    writeFileSync(join(alice.home, '.config/awsenv/config.toml'), SETTINGS)

    const answers: readonly (readonly [RegExp, () => string])[] = [
      [/^MFA code of .*alice-at-work/, () => sandbox.nextMfaCode(device.serialNumber)],
      [/^MFA code|^Code that|^The code/, code],
      [/key id/, () => workKey.accessKeyId],
      [/^[Ss]ecret/, () => workKey.secretAccessKey],
      [/^Account/, () => '123456789012'],
      [/^Role/, () => 'Admin'],
      [/\[y|\[Y/, () => 'y'],
    ]
    const answer = (question: string) => {
      const [, given] = answers.find(([asked]) => asked.test(question)) ?? []
      if (given === undefined) throw new Error(`alice has no answer to "${question}"`)
      return given()
    }
    const play: Player['play'] = args => {
      alice.stdin = args.includes('--mfa-stdin') ? [code()] : []
      alice.answers = Array.from({ length: 20 }, () => answer)
      return alice.inShell(...args)
    }
    await body({ ...story, play })
  })
}

const RIGHTS = {
  permissions: ['iam:ListMFADevices', 'iam:GetUser', 'iam:ListAccessKeys', 'iam:GetAccessKeyLastUsed'],
  permissionsWithMfa: ['iam:CreateAccessKey', 'iam:UpdateAccessKey', 'iam:DeleteAccessKey'],
}

const SETTINGS = 'endpoints = ["127.0.0.1"]\n[aliases]\nprod = "123456789012 Admin"\nx = "123456789012 Admin"\n'

function configWith([ownDevice, workDevice, admin]: readonly [string, string, string]): string {
  return `[default]
region = eu-central-1
mfa_serial = ${ownDevice}
[profile work]
region = eu-central-1
mfa_serial = ${workDevice}
mfa_process = my-codes
[profile admin]
role_arn = ${admin}
source_profile = default
[sso-session acme]
sso_start_url = https://acme.awsapps.com/start
sso_region = eu-central-1
[profile data]
sso_session = acme
sso_account_id = 300000000000
sso_role_name = ReadOnly
`
}
