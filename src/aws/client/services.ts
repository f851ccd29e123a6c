/** The AWS services that awsenv calls: the protocol and AWS's own hosts of each. Pure. */
import { PARTITIONS, partitionOfRegion } from '../../model/arn.ts'

export type Protocol = 'xml' | 'json'

/** By the name in AWS_ENDPOINT_URL_… and in `services` sections, in lower case. */
export const SERVICES = {
  sts: { protocol: 'xml' },
  iam: { protocol: 'xml' },
  s3: { protocol: 'xml' },
  sso: { protocol: 'json' },
  sso_oidc: { protocol: 'json' },
  signin: { protocol: 'json' },
} as const satisfies Readonly<Record<string, { readonly protocol: Protocol }>>

export type ServiceName = keyof typeof SERVICES

export const SERVICE_NAMES = Object.keys(SERVICES) as readonly ServiceName[]

export function isAwsHost(service: ServiceName, hostname: string): boolean {
  return new RegExp(`^(?:${hostsOf(service).join('|')})$`).test(hostname)
}

/** AWS's own hosts of a service, as patterns. */
function hostsOf(service: ServiceName): readonly string[] {
  switch (service) {
    case 'sts':
    case 'iam':
    case 's3':
      return [below(service)]
    case 'sso':
      return [below('portal\\.sso')]
    case 'sso_oidc':
      return [below('oidc')]
    case 'signin':
      return [
        below('signin'),
        `(?:${REGION}\\.)?signin(?:-fips)?\\.${oneOf(Object.values(SIGNIN_DOMAINS))}`,
        `(?:${REGION}\\.)?(?:oauth\\.)?signin\\.aws`,
      ]
  }
}

/** Where a person signs in to the console of a region. */
export function signinHost(region: string, { isFips, isDualstack }: SigninVariant = {}): string {
  const { id, dnsSuffix } = partitionOfRegion(region)
  const domain = SIGNIN_DOMAINS[id]
  if (isFips && id === 'aws-us-gov') return `${region === GOV_HOME ? '' : `${region}.`}signin-fips.${domain}`
  if (isFips) return `signin-fips.${region}.${dnsSuffix}`
  const dualstack = isDualstack ? DUALSTACK_DOMAINS[id] : undefined
  return dualstack === undefined ? `${region}.signin.${domain}` : `signin.${region}.${dualstack}`
}

type SigninVariant = { readonly isFips?: boolean; readonly isDualstack?: boolean }
const GOV_HOME = 'us-gov-west-1'

/**
 * A service's endpoints below AWS's domains. Other names there belong to customers: `a1b2.execute-api.REGION.…` is
 * anyone's program, and `sts.s3.amazonaws.com` is anyone's bucket.
 */
function below(service: string): string {
  const place = `(?:\\.(?:${REGION}|global|us-gov))?`
  const domains = oneOf([...new Set(PARTITIONS.map(({ dnsSuffix }) => dnsSuffix)), ...Object.values(DUALSTACK_DOMAINS)])
  return `(?:vpce-[a-z0-9-]+\\.${service}\\.${REGION}\\.vpce|${service}(?:-fips)?${place})\\.${domains}`
}

function oneOf(words: readonly string[]): string {
  return `(?:${words.map(word => word.replaceAll('.', '\\.')).join('|')})`
}

const REGION = '[a-z]{2,8}(?:-[a-z]+)+-\\d{1,2}'

/** Dual-stack endpoints have their own domains. */
const DUALSTACK_DOMAINS: Readonly<Record<string, string>> = {
  aws: 'api.aws',
  'aws-us-gov': 'api.aws',
  'aws-cn': 'api.amazonwebservices.com.cn',
}

/** The domain of each partition's sign-in hosts. From botocore's endpoint rules of `signin`. */
const SIGNIN_DOMAINS: Readonly<Record<string, string>> = {
  aws: 'aws.amazon.com',
  'aws-cn': 'amazonaws.cn',
  'aws-us-gov': 'amazonaws-us-gov.com',
  'aws-eusc': 'amazonaws-eusc.eu',
  'aws-iso': 'c2shome.ic.gov',
  'aws-iso-b': 'sc2shome.sgov.gov',
  'aws-iso-e': 'csphome.adc-e.uk',
  'aws-iso-f': 'csphome.hci.ic.gov',
}
