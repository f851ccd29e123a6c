/** The query protocol: a form body such as `Action=…&Tags.member.1.Key=…`. */
export type Parameters = Readonly<Record<string, string>>

export function parseParameters(form: string): Parameters {
  return Object.fromEntries(new URLSearchParams(form))
}

/** The elements of a list: `{ '': value }` for plain ones, `{ Key: …, Value: … }` for structures. */
export function members(parameters: Parameters, list: string): readonly Parameters[] {
  const found = new Map<number, Record<string, string>>()
  for (const [name, value] of Object.entries(parameters)) {
    if (!name.startsWith(`${list}.member.`)) continue
    const [index = '', ...field] = name.slice(`${list}.member.`.length).split('.')
    const member = found.get(Number(index)) ?? {}
    member[field.join('.')] = value
    found.set(Number(index), member)
  }
  return [...found].sort(([a], [b]) => a - b).map(([, member]) => member)
}
