/** The ARNs of the sandbox, in every partition. The sandbox has its own reading of them: it must not share a mistake. */
export type Partition =
  | 'aws'
  | 'aws-cn'
  | 'aws-us-gov'
  | 'aws-eusc'
  | 'aws-iso'
  | 'aws-iso-b'
  | 'aws-iso-e'
  | 'aws-iso-f'

export const iamArn = (account: { partition: Partition; id: string }, resource: string) =>
  `arn:${account.partition}:iam::${account.id}:${resource}`

export const stsArn = (account: { partition: Partition; id: string }, resource: string) =>
  `arn:${account.partition}:sts::${account.id}:${resource}`

export const isRoleArn = (text: string) => /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(text)

/** Whose endpoints a region belongs to: a key of another partition is unknown there. */
export function partitionOf(region: string): Partition {
  return REGIONS.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws'
}

const REGIONS: readonly (readonly [prefix: string, Partition])[] = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['eusc-', 'aws-eusc'],
  ['us-iso-', 'aws-iso'],
  ['us-isob-', 'aws-iso-b'],
  ['eu-isoe-', 'aws-iso-e'],
  ['us-isof-', 'aws-iso-f'],
]
