/** A change as JSON, for hooks whose shells parse it themselves: null removes a variable. Pure. */
import type { EnvironmentChange } from '../model/environment.ts'
import { checkedEntries } from './shell.ts'

/** One line of ASCII, or '' if nothing changes. `mark` precedes every value, for a parser that guesses at types. */
export function jsonChange(change: EnvironmentChange, mark = ''): string {
  const entries = checkedEntries(change)
  if (entries.length === 0) return ''
  const values = entries.map(([name, value]) => [name, value === undefined ? null : `${mark}${value}`] as const)
  return `${JSON.stringify(Object.fromEntries(values)).replace(/[^ -~]/g, codeUnit)}\n`
}

export function codeUnit(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
