/** Policy documents, and the sizes that IAM takes. Pure. */

export type PolicyDocument = { readonly Version: '2012-10-17'; readonly Statement: readonly Statement[] }

export type Statement = { readonly Sid: string; readonly Effect: 'Allow' | 'Deny' } & Readonly<Record<string, unknown>>

export function policyDocument(...statements: readonly Statement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements }
}

/**
 * In characters, without whitespace. A user's inline policies count together.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const POLICY_SIZES = { inline: 2048, managed: 6144, trust: 2048 } as const

export function policySize(document: PolicyDocument): number {
  return JSON.stringify(document).replace(/\s/g, '').length
}
