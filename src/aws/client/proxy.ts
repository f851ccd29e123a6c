/** The environment's proxy for https requests, as Node and the AWS CLI read it. Pure. */
import { AwsenvError } from '../../errors.ts'
import type { Environment } from '../../model/environment.ts'

/** Its address, and the variable that has it. */
export type Proxy = { readonly name: 'https_proxy' | 'HTTPS_PROXY'; readonly url: string }

/**
 * Node ignores a proxy without a scheme, which for the AWS CLI and curl means http://, or with another scheme than
 * these two: the request would go without the proxy. Neither Node nor the AWS CLI reads ALL_PROXY.
 */
export function proxyIn(env: Environment): Proxy | undefined {
  const name = env['https_proxy'] ? 'https_proxy' : 'HTTPS_PROXY'
  const value = env[name]
  if (!value) return undefined
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return { name, url }
  // Not shown: it may have a password.
  throw new AwsenvError(`${name} is not an http:// or https:// address of a proxy: awsenv sent nothing`, {
    hint: `it looks like http://proxy.example.com:3128; unset ${name} to go without one`,
  })
}

/** Whether NO_PROXY excludes a host, by Node's rules. Address ranges don't count: AWS's hosts have names. */
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
