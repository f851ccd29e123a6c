/** The list of doctor: for a person, for a program, and for a public issue. Pure. */
import { printable } from '../../text/printable.ts'
import type { NamedFinding } from '../finding.ts'

export function asText(findings: readonly NamedFinding[]): string {
  return findings
    .map(({ state, check, what, remedy }) => {
      const line = `${state}: ${check}: ${what.text}\n`
      return remedy ? `${line}  ${printable(remedy)}\n` : line
    })
    .join('')
}

export function asJson(findings: readonly NamedFinding[]): string {
  const shown = findings.map(({ check, state, what, remedy }) => ({
    check,
    state,
    what: what.text,
    remedy: remedy ? printable(remedy) : undefined,
  }))
  return `${JSON.stringify(shown, null, 2)}\n`
}

/** Has no text that isn't awsenv's own: no path, name, account id or secret. */
export function asReport(findings: readonly NamedFinding[], version: string): string {
  const lines = findings.map(({ state, check, what }) => `${state}: ${check}: ${what.inPublic}\n`)
  return `awsenv ${version}\n${lines.join('')}`
}
