import { misused } from '../errors.ts'
import { nearNames } from '../text/near-names.ts'
import { awsCli } from './aws-cli.ts'
import { awsMfa } from './aws-mfa.ts'
import { awsVault } from './aws-vault.ts'
import { awsume } from './awsume.ts'
import type { OtherTool } from './finding.ts'
import { granted } from './granted.ts'
import { saml2aws } from './saml2aws.ts'
import { scripts } from './scripts.ts'

/** In the order in which they are looked for. */
export const otherTools: readonly OtherTool[] = [...[scripts, awsVault, granted, awsume], ...[awsMfa, saml2aws, awsCli]]

/** All of them, if none is named. @throws AwsenvError for a name that none has. */
export function toolsNamed(names: readonly string[]): readonly OtherTool[] {
  const known = otherTools.map(({ name }) => name)
  const unknown = names.find(name => !known.includes(name))
  if (unknown === undefined)
    return names.length === 0 ? otherTools : otherTools.filter(({ name }) => names.includes(name))
  const [near] = nearNames(unknown, known)
  throw misused(
    `awsenv knows nothing about a tool "${unknown}"`,
    near === undefined ? `it knows ${known.join(', ')}` : `did you mean "${near}"?`,
  )
}
