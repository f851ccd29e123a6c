/** Every check of this machine, in the order of the list. None of them asks AWS, or a person. */
import type { Context } from '../../context/context.ts'
import { AwsenvError } from '../../errors.ts'
import { binary } from './binary.ts'
import { environment } from './environment.ts'
import { fileModes } from './file-modes.ts'
import type { Check, NamedFinding } from './finding.ts'
import { network } from './network.ts'
import { plainCaches } from './plain-caches.ts'
import { plainKeys } from './plain-keys.ts'
import { processProfiles } from './process-profiles.ts'
import { shellAliases } from './shell-aliases.ts'

const CHECKS: readonly Check[] = [
  ...[fileModes, plainKeys, plainCaches, environment, network],
  ...[binary, processProfiles, shellAliases],
]

export function examine(context: Context): readonly NamedFinding[] {
  return CHECKS.flatMap(check => {
    const found = findingsOf(check, context)
    const findings = found.length === 0 ? [{ state: 'ok', what: check.ok } as const] : found
    return findings.map(finding => ({ check: check.name, ...finding }))
  })
}

/** A file that can't be read stops the check that needs it, and no other. */
function findingsOf(check: Check, context: Context): ReturnType<Check['find']> {
  try {
    return check.find(context)
  } catch (error) {
    if (!(error instanceof AwsenvError)) throw error
    const { message, hint } = error
    return [{ state: 'failure', what: message, ...(hint !== undefined && { remedy: hint }) }]
  }
}
