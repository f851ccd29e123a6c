import type { Context } from '../context/context.ts'
import type { Profile } from '../profiles/profile.ts'
import { warningLine } from '../profiles/unknown-profile.ts'

/** Warns about what is legal in the two files but probably a mistake, for the profiles in use only. */
export function sayWarnings(context: Context, chain: readonly Profile[]): void {
  for (const warning of context.profiles.warnings) {
    const { file, line, profile } = warning
    // An included profile has another name.
    const isTaken = ({ origins }: Profile) => [...origins.values()].some(at => at.file === file && at.line === line)
    if (chain.some(step => step.name === profile || isTaken(step))) context.say(`warning: ${warningLine(warning)}`)
  }
}
