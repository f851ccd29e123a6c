/** The notices that the licenses of awsenv's parts ask for. Pure. */
import type { Part } from './parts.ts'

/** awsenv's own license, a table of all parts, and each license's text once with the parts that it is for. */
export function noticesOf(own: string, parts: readonly Part[]): string {
  const texts = new Map<string, Part[]>()
  for (const part of parts) if (part.text !== '') texts.set(part.text, [...(texts.get(part.text) ?? []), part])
  const list = parts.map(({ name, version, license }) => `${name} ${version}: ${license}`)
  const chapters = [...texts].map(([text, of]) => `${RULE}\n${of.map(called).join('\n')}\n\n${text}\n`)
  return `awsenv\n\n${own.trim()}\n\n${RULE}\nThis binary contains:\n\n${list.join('\n')}\n\n${chapters.join('\n')}`
}

function called({ name, version }: Part): string {
  return `${name} ${version}`
}

const RULE = '-'.repeat(80)
