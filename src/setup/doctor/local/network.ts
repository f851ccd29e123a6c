import type { NetworkSettings } from '../../../aws/client/network.ts'
import { isAwsHost, SERVICE_NAMES } from '../../../aws/client/services.ts'
import type { Context } from '../../../context/context.ts'
import { networkSettings } from '../../../credentials/session/network.ts'
import type { Environment } from '../../../model/environment.ts'
import { type Profile, placeOf } from '../../../profiles/profile.ts'
import type { Settings } from '../../../settings/settings.ts'
import { shellWord } from '../../../shells/posix.ts'
import { type Check, type Finding, known, warning, words } from '../../finding.ts'

/** What sends requests, and with them credentials, elsewhere than straight to AWS, unless the settings name it. */
export const network: Check<Context> = {
  name: 'network',
  ok: 'requests go straight to AWS, or where your settings say',
  async find({ env, profiles, settings }) {
    const pins = (await settings).settings
    const all = profiles.names().flatMap(name => profiles.get(name) ?? [])
    return [
      ...endpointsIn(env, pins),
      ...proxiesIn(env, pins),
      ...certificatesIn(env, pins),
      ...all.flatMap(profile => [
        ...ofProfile(profile, pins),
        ...ofServices(profile, networkSettings([profile], profiles), pins),
      ]),
    ]
  },
}

type Pins = Pick<Settings, 'endpoints' | 'proxies' | 'ca_bundles'>

function endpointsIn(env: Environment, pins: Pins): readonly Finding[] {
  const names = Object.keys(env).filter(
    name => env[name] && /^AWS_(?:ENDPOINT_URL(?:_\w+)?|EC2_METADATA_SERVICE_ENDPOINT)$/.test(name),
  )
  return names.sort().flatMap(name => {
    const host = foreignHost(env[name] ?? '', pins.endpoints)
    if (host === undefined) return []
    return [
      warning(
        words`${name} sends requests to "${host}", which is not AWS's own endpoint`,
        `unset ${name}; if you trust it: awsenv config set endpoints ${shellWord(host)}`,
      ),
    ]
  })
}

function proxiesIn(env: Environment, { proxies }: Pins): readonly Finding[] {
  const names = Object.keys(env).filter(name => env[name] && /^https?_proxy$/i.test(name))
  return names.sort().flatMap(name => {
    const { host, hostname } = hostIn(env[name] ?? '')
    if (proxies.includes(host) || proxies.includes(hostname)) return []
    return [
      warning(
        words`${known(name)} sends requests through the proxy "${host}"`,
        `unset ${name}; if you trust it: awsenv config set proxies ${shellWord(host)}`,
      ),
    ]
  })
}

function certificatesIn(env: Environment, { ca_bundles }: Pins): readonly Finding[] {
  return ['AWS_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS'].flatMap(name => {
    const path = env[name]
    if (!path || ca_bundles.includes(path)) return []
    return [
      warning(
        words`${known(name)} trusts the certificates in "${path}", whose owner can read your requests`,
        `unset ${name}; if you trust it: awsenv config set ca_bundles ${shellWord(path)}`,
      ),
    ]
  })
}

function ofProfile(profile: Profile, { endpoints, ca_bundles }: Pins): readonly Finding[] {
  const { endpoint_url, ca_bundle } = profile
  const host = endpoint_url === undefined ? undefined : foreignHost(endpoint_url, endpoints)
  return [
    ...(host === undefined
      ? []
      : [
          warning(
            words`${placeOf(profile, 'endpoint_url')} sends requests to "${host}", which is not AWS's own endpoint`,
            `remove endpoint_url there; if you trust it: awsenv config set endpoints ${shellWord(host)}`,
          ),
        ]),
    ...(ca_bundle === undefined || ca_bundles.includes(ca_bundle)
      ? []
      : [
          warning(
            words`${placeOf(profile, 'ca_bundle')} trusts the certificates in "${ca_bundle}"`,
            `remove ca_bundle there; if you trust it: awsenv config set ca_bundles ${shellWord(ca_bundle)}`,
          ),
        ]),
  ]
}

/** The `services` section that a profile names. */
function ofServices(profile: Profile, { services = {} }: NetworkSettings, { endpoints }: Pins): readonly Finding[] {
  return Object.entries(services).flatMap(([service, url]) => {
    const host = url === undefined ? undefined : foreignHost(url, endpoints)
    if (host === undefined) return []
    return [
      warning(
        words`${placeOf(profile, 'services')} sends requests of ${known(service)} to "${host}", which is not AWS's own endpoint`,
        `remove it from [services ${profile.services}]; if you trust it: awsenv config set endpoints ${shellWord(host)}`,
      ),
    ]
  })
}

/** The host of a URL, unless it is AWS's own or the settings name it. */
function foreignHost(url: string, pinned: readonly string[]): string | undefined {
  const { host, hostname, isTls } = hostIn(url)
  const isAws = isTls && SERVICE_NAMES.some(service => isAwsHost(service, hostname))
  return isAws || pinned.includes(host) || pinned.includes(hostname) ? undefined : host
}

/** Without a user and password, which a proxy's URL may have. */
function hostIn(url: string): { readonly host: string; readonly hostname: string; readonly isTls: boolean } {
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? url : `http://${url}`
  if (!URL.canParse(whole)) return { host: 'something that is not a URL', hostname: '', isTls: false }
  const { host, hostname, protocol } = new URL(whole)
  return { host, hostname, isTls: protocol === 'https:' }
}
