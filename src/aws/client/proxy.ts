/** The proxy that the environment names for requests over https, as Node and the AWS CLI read it. Pure. */
import { AwsenvError } from '../../errors.ts'
import type { Environment } from '../../model/environment.ts'

/** Its address, and the variable that has it. */
export type Proxy = { readonly name: 'https_proxy' | 'HTTPS_PROXY'; readonly url: string }

/**
 * Node passes over a proxy whose address has no scheme, which the AWS CLI and curl take for http://, or another one than
 * these two: the request would leave without it. ALL_PROXY is read neither by Node nor by the AWS CLI.
 */
export function proxyIn(env: Environment): Proxy | undefined {
  const name = env['https_proxy'] ? 'https_proxy' : 'HTTPS_PROXY'
  const value = env[name]
  if (!value) return undefined
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return { name, url }
  // Not shown: a password may stand in it.
  throw new AwsenvError(`${name} is not an http:// or https:// address of a proxy: awsenv sent nothing`, {
    hint: `it looks like http://proxy.example.com:3128; unset ${name} to go without one`,
  })
}

/** Whether NO_PROXY takes a host out, by Node's rules. A range of addresses does not count here: AWS's hosts have names. */
export function isExempt(env: Environment, hostname: string, port: number | string = 443): boolean {
  const entries = (env['no_proxy'] || env['NO_PROXY'] || '').toLowerCase().split(/[\s,]+/)
  return entries.some(
    entry =>
      entry === '*' ||
      entry === hostname ||
      entry === `${hostname}:${port}` ||
      (/^\*?\./.test(entry) && hostname.endsWith(entry.replace('*', ''))),
  )
}
