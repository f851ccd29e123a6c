import type { Context } from '../context/context.ts'
import type { Profile } from '../profiles/profile.ts'
import { warningLine } from '../profiles/unknown-profile.ts'

/** What is legal in the two files, and probably not what was meant: of the profiles at hand, and of no others. */
export function sayWarnings(context: Context, chain: readonly Profile[]): void {
  for (const warning of context.profiles.warnings) {
    const { file, line, profile } = warning
    // What a profile includes stands under another's name.
    const isTaken = ({ origins }: Profile) => [...origins.values()].some(at => at.file === file && at.line === line)
    if (chain.some(step => step.name === profile || isTaken(step))) context.say(`warning: ${warningLine(warning)}`)
  }
}
