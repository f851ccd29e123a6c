/** The services of AWS that awsenv asks: how each answers, and under which hosts it is AWS's own. Pure. */
import { PARTITIONS } from '../../model/arn.ts'

export type Protocol = 'xml' | 'json'

type ServiceFacts = {
  readonly protocol: Protocol
  /** AWS's own hosts of the service. */
  readonly hosts: RegExp
}

const REGION = '[a-z]{2,8}(?:-[a-z]+)+-\\d{1,2}'

/** The dual-stack endpoints have domains of their own. */
const SUFFIX = oneOf([
  ...new Set(PARTITIONS.map(partition => partition.dnsSuffix)),
  'api.aws',
  'api.amazonwebservices.com.cn',
])

/** The pages of sign-in lie beside the console of each partition. */
const SIGNIN_DOMAINS = [
  ...['aws.amazon.com', 'amazonaws.cn', 'amazonaws-us-gov.com', 'amazonaws-eusc.eu'],
  ...['c2shome.ic.gov', 'sc2shome.sgov.gov', 'csphome.hci.ic.gov', 'csphome.adc-e.uk'],
]

/** By the name that AWS_ENDPOINT_URL_… and the `services` sections have for it, in lower case. */
export const SERVICES = {
  sts: { protocol: 'xml', hosts: hosts([below('sts')]) },
  iam: { protocol: 'xml', hosts: hosts([below('iam')]) },
  sso: { protocol: 'json', hosts: hosts([below('portal\\.sso')]) },
  sso_oidc: { protocol: 'json', hosts: hosts([below('oidc')]) },
  signin: {
    protocol: 'json',
    hosts: hosts([
      below('signin'),
      `(?:${REGION}\\.)?signin(?:-fips)?\\.${oneOf(SIGNIN_DOMAINS)}`,
      `(?:${REGION}\\.)?(?:oauth\\.)?signin\\.aws`,
    ]),
  },
} as const satisfies Readonly<Record<string, ServiceFacts>>

export type ServiceName = keyof typeof SERVICES

export const SERVICE_NAMES = Object.keys(SERVICES) as readonly ServiceName[]

export function isAwsHost(service: ServiceName, hostname: string): boolean {
  return SERVICES[service].hosts.test(hostname)
}

/**
 * A service's endpoints below AWS's domains. All other names there are its customers': `a1b2.execute-api.REGION.…` is
 * anybody's program, and `sts.s3.amazonaws.com` is anybody's bucket.
 */
function below(service: string): string {
  const place = `(?:\\.(?:${REGION}|global|us-gov))?`
  return `(?:vpce-[a-z0-9-]+\\.${service}\\.${REGION}\\.vpce|${service}(?:-fips)?${place})\\.${SUFFIX}`
}

function hosts(patterns: readonly string[]): RegExp {
  return new RegExp(`^(?:${patterns.join('|')})$`)
}

function oneOf(words: readonly string[]): string {
  return `(?:${words.map(word => word.replaceAll('.', '\\.')).join('|')})`
}
