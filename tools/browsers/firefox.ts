/** Profiles of Firefox that go to nothing but this machine, and the stand-in for the add-on in them. */
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Desk } from './desk.ts'

/** Makes a profile as docs/browser.md says, and gives its folder. */
export async function makeFirefoxProfile(desk: Desk, name: string, addOn?: string): Promise<string> {
  const folder = join(desk.home, 'firefox', name)
  const { status, stderr } = await desk.run(['firefox', '--headless', '-CreateProfile', `${name} ${folder}`])
  if (status !== 0) throw new Error(`firefox -CreateProfile: ${stderr}`)
  desk.write(join('firefox', name, 'user.js'), Object.entries(PREFERENCES).map(setting))
  if (addOn !== undefined) {
    mkdirSync(join(folder, 'extensions'))
    const archive = join(folder, 'extensions', `${ADD_ON_ID}.xpi`)
    const packed = spawnSync('zip', ['-q', '-r', archive, '.'], { cwd: join(import.meta.dirname, addOn) })
    if (packed.status !== 0) throw new Error(`zip: ${packed.error ?? packed.stderr}`)
  }
  return folder
}

function setting([name, value]: readonly [string, unknown]): string {
  return `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`
}

/** The one in container/manifest.json. */
const ADD_ON_ID = 'container@awsenv.test'

const PREFERENCES = {
  // Whatever isn't this machine is asked of a proxy that isn't there.
  'network.proxy.type': 1,
  'network.proxy.http': '127.0.0.1',
  'network.proxy.http_port': 9,
  'network.proxy.ssl': '127.0.0.1',
  'network.proxy.ssl_port': 9,
  'network.proxy.no_proxies_on': '127.0.0.1',
  'network.trr.mode': 5,
  'browser.shell.checkDefaultBrowser': false,
  'browser.aboutwelcome.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'toolkit.telemetry.reportingpolicy.firstRun': false,
  'privacy.userContext.enabled': true,
  // An add-on of ours, which Mozilla has not signed. Only the extended support release allows it.
  'xpinstall.signatures.required': false,
  'extensions.autoDisableScopes': 0,
  'extensions.enabledScopes': 15,
}
