/** Policy documents as IAM keeps them, compared by what they say. Pure. */

export type RawStatement = Readonly<Record<string, unknown>>

/** The statements of a document; none if it isn't one. */
export function statementsIn(document: string | undefined): readonly RawStatement[] {
  try {
    const { Statement } = JSON.parse(document ?? '{}') as { Statement?: unknown }
    return listOf(Statement).filter(isStatement)
  } catch {
    return []
  }
}

/** What stands in the document beside the statements. */
export function frameOf(document: string | undefined): { readonly Version: string } {
  try {
    const { Statement: _, ...frame } = JSON.parse(document ?? '{}') as Record<string, unknown>
    return { ...frame, Version: typeof frame['Version'] === 'string' ? frame['Version'] : '2012-10-17' }
  } catch {
    return { Version: '2012-10-17' }
  }
}

/** A single value may stand without its list. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value]
}

/** Whether two documents say the same: the order of keys doesn't count, nor whether a single value is in a list. */
export function saysTheSame(one: string, other: unknown): boolean {
  try {
    return JSON.stringify(canonical(JSON.parse(one))) === JSON.stringify(canonical(other))
  } catch {
    return false
  }
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 1 ? canonical(value[0]) : value.map(canonical)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, inner]) => [key, canonical(inner)] as const)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function isStatement(value: unknown): value is RawStatement {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
