import { configurationOf, readableProfile } from '../../credentials/environment/configuration.ts'
import { toolDifferences } from '../../credentials/environment/tool-differences.ts'
import type { Check } from './finding.ts'

/** Variables that make AWS's tools take something else than the person expects. */
export const environment: Check = {
  name: 'environment',
  ok: "AWS's tools agree on what they find in this shell",
  find(context) {
    const { profile, region, credentials, refusal } = configurationOf(context)
    // A shell that has no credentials yet, and asks for none, is as it should be.
    const fault = profile === undefined && credentials === undefined ? undefined : refusal
    const differences = toolDifferences(context.env, profile, region, name => readableProfile(context, name)?.region)
    return [
      ...(fault === undefined ? [] : [{ state: 'warning', what: fault.message, remedy: fault.hint ?? '' } as const]),
      ...differences.map(
        what => ({ state: 'warning', what, remedy: 'awsenv whoami shows where each value comes from' }) as const,
      ),
    ]
  },
}
