/** Web console URLs: the sign-in link, and the page it leads to. Pure. */
import { misused } from '../errors.ts'
import { partitionOfRegion } from '../model/arn.ts'
import { eitherOf, nearNames } from '../text/near-names.ts'
import { type ConsoleService, consoleService, serviceNames } from './console-services.ts'

/** A partition's two hosts. */
export type ConsoleHosts = { readonly signin: string; readonly console: string }

/** undefined if AWS hasn't published them. */
export function consoleHosts(partition: string): ConsoleHosts | undefined {
  return Object.hasOwn(HOSTS, partition) ? HOSTS[partition] : undefined
}

/** A page of the console. Uses `region` if it is in the partition; without one, AWS shows the last one used. */
export function consolePage(
  partition: string,
  hosts: ConsoleHosts,
  { path, isGlobal }: ConsoleService,
  region: string | undefined,
): string {
  const [place = '', anchor] = path.split('#')
  const isThere = !isGlobal && region !== undefined && partitionOfRegion(region).id === partition
  const page = isThere
    ? `https://${region}.${hosts.console}/${place}?region=${region}`
    : `https://${hosts.console}/${place}`
  return anchor === undefined ? page : `${page}#${anchor}`
}

/** The link that signs a browser in, once, within 15 minutes: a secret. `endpoint` is where the token comes from. */
export function signinUrl(endpoint: string, signinToken: string, page: string): string {
  const url = new URL('/federation', endpoint)
  url.search = String(
    new URLSearchParams({ Action: 'login', Issuer: 'awsenv', Destination: page, SigninToken: signinToken }),
  )
  return url.href
}

/** The same link, for a browser that has to leave another session first. AWS redirects only within one of its hosts. */
export function afterSigningOut(link: string): string {
  const signIn = new URL(link)
  if (signIn.host === HOSTS['aws']?.signin) signIn.host = `us-east-1.${signIn.host}`
  const url = new URL('/oauth', signIn)
  url.search = String(new URLSearchParams({ Action: 'logout', redirect_uri: signIn.href }))
  return url.href
}

/** A service's page by its name, or the home page; any other name is the path of a page. @throws AwsenvError */
export function servicePage(name: string | undefined): ConsoleService {
  if (name === undefined) return { path: 'console/home', isGlobal: false }
  const known = consoleService(name)
  if (known !== undefined) return known
  if (!/^[a-z0-9](?:[a-z0-9-]|\/(?=[a-z0-9])){0,63}$/i.test(name)) {
    throw misused(
      `"${name}" is not the name of a service`,
      'use a short name like ec2, s3 or cfn, or the path of its console page, like codesuite/codebuild',
    )
  }
  const near = nearNames(name, serviceNames)
  if (near.length === 0 || name.includes('/'))
    return { path: /(?:^|\/)home$/.test(name) ? name : `${name}/home`, isGlobal: false }
  const meant = eitherOf(near)
  throw misused(
    `awsenv knows no service "${name}" of the console`,
    `did you mean ${meant}? For a page that awsenv doesn't know, give its path: ${name}/home`,
  )
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_enable-console-custom-url.html, and peers for eusc. */
const HOSTS: Readonly<Record<string, ConsoleHosts>> = {
  aws: { signin: 'signin.aws.amazon.com', console: 'console.aws.amazon.com' },
  'aws-cn': { signin: 'signin.amazonaws.cn', console: 'console.amazonaws.cn' },
  'aws-us-gov': { signin: 'signin.amazonaws-us-gov.com', console: 'console.amazonaws-us-gov.com' },
  'aws-eusc': { signin: 'signin.amazonaws-eusc.eu', console: 'console.amazonaws-eusc.eu' },
}
