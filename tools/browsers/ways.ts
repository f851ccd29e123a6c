/** Where each account's console opens, by the lines of docs/browser.md. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Desk } from './desk.ts'
import { makeFirefoxProfile } from './firefox.ts'

export type Way = {
  readonly title: string
  readonly program: string
  /** Gives what is wrong; nothing if all is well. */
  check(desk: Desk): Promise<string | undefined>
}

export const ways: readonly Way[] = [
  {
    title: 'Chromium: a browser for each account, by {directory}',
    program: 'chromium',
    async check(desk) {
      const wrong = await openBoth(desk, 'browser --user-data-dir={directory} {url}')
      return wrong ?? missing(FOLDERS.map(name => join(desk.home, '.local/state/awsenv/browser', name, 'Default')))
    },
  },
  {
    title: 'Chromium: a profile for each account, by {profile}',
    program: 'chromium',
    async check(desk) {
      const folder = join(desk.home, 'chromium')
      const wrong = await openBoth(desk, `browser --user-data-dir='${folder}' --profile-directory={profile} {url}`)
      return wrong ?? missing(FOLDERS.map(name => join(folder, name)))
    },
  },
  {
    title: 'Firefox: a profile for each account, by {profile}',
    program: 'firefox',
    async check(desk) {
      const folders = await Promise.all(FOLDERS.map(name => makeFirefoxProfile(desk, name)))
      const wrong = await openBoth(desk, 'browser -P {profile} {url}')
      return wrong ?? missing(folders.map(folder => join(folder, 'compatibility.ini')))
    },
  },
  {
    title: 'Firefox: a container for each account, by {container}',
    program: 'firefox',
    async check(desk) {
      const folder = await makeFirefoxProfile(desk, 'containers', 'container')
      const wrong = await openBoth(desk, 'browser -P containers {container}')
      if (wrong !== undefined) return wrong
      return waitForContainers(join(folder, 'containers.json'))
    },
  },
]

/** One account in a place whose name needs quoting, the other in its own; Firefox has its colour under another name. */
async function openBoth(desk: Desk, browser: string): Promise<string | undefined> {
  const wrong = await desk.console(browser, 'prod', '--container', CLIENT)
  return wrong ?? (await desk.console(browser, '210987654321', 'Admin', '--from', 'default'))
}

const CLIENT = 'Acme & Söhne: 100 %'

/** By docs/browser.md, a name in a form that can be the name of a folder. */
const FOLDERS = ['Acme=20=26=20S=C3=B6hne=3A=20100=20=25', 'other']

function missing(paths: readonly string[]): string | undefined {
  const absent = paths.filter(path => !existsSync(path))
  return absent.length === 0 ? undefined : `missing: ${absent.join()}`
}

/** Firefox writes them down a moment after it has made them. */
async function waitForContainers(file: string): Promise<string | undefined> {
  const wanted = [`${CLIENT} red briefcase`, 'other purple briefcase']
  const seen = () => {
    const { identities = [] } = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
    return identities.map(({ name, color, icon }: Identity) => `${name} ${color} ${icon}`)
  }
  for (const deadline = AbortSignal.timeout(30_000); !deadline.aborted; await setTimeout(100))
    if (wanted.every(one => seen().includes(one))) return undefined
  return `the containers are ${seen().join('; ')}`
}

type Identity = Readonly<Record<'name' | 'color' | 'icon', string | undefined>>
