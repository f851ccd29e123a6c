import type { Check } from './finding.ts'

/** Variables that send requests, and with them credentials, somewhere else than straight to AWS. */
export const network: Check = {
  name: 'network',
  ok: 'requests go straight to AWS',
  find({ env }) {
    const names = Object.keys(env).filter(name => env[name] && REDIRECTS.test(name))
    return names.sort().map(name => ({
      state: 'warning',
      what: `${name} is set: requests to AWS don't go straight there`,
      remedy: `unset ${name}, unless you mean it`,
    }))
  },
}

const REDIRECTS =
  /^(?:AWS_ENDPOINT_URL(?:_\w+)?|AWS_CA_BUNDLE|AWS_EC2_METADATA_SERVICE_ENDPOINT|https?_proxy|all_proxy)$/i
