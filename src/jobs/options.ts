/** The options of `exec --each`. Pure. */
import { misused } from '../errors.ts'
import { checkedRegion } from '../model/arn.ts'

/** What a call may say beside the targets. */
export type TypedOptions = {
  readonly regions: string | undefined
  readonly jobs: string | undefined
  readonly output: string | undefined
  readonly outputDir: string | undefined
}

export type EachOptions = {
  /** Empty: the region of each target. */
  readonly regions: readonly string[]
  readonly atOnce: number
  readonly form: 'lines' | 'json' | { readonly folder: string }
}

export function eachOptions({ regions, jobs, output, outputDir }: TypedOptions): EachOptions {
  return {
    regions: regions === undefined ? [] : [...new Set(regions.split(',').map(region => checkedRegion(region.trim())))],
    atOnce: jobs === undefined ? AT_ONCE : numberOfJobs(jobs),
    form: formOf(output, outputDir),
  }
}

export const OUTPUT_FORMS = ['lines', 'json'] as const

function formOf(output: string | undefined, outputDir: string | undefined): EachOptions['form'] {
  const form = OUTPUT_FORMS.find(name => name === (output ?? 'lines'))
  if (form === undefined)
    throw misused(`"${output}" is not an output format`, `choose one of: ${OUTPUT_FORMS.join(', ')}`)
  if (outputDir === undefined) return form
  if (output !== undefined) throw misused('--output and --output-dir exclude each other', 'leave one of them out')
  return { folder: outputDir }
}

function numberOfJobs(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text)
  throw misused(`"${text}" is not a number of jobs`, 'write how many commands may run at once: --jobs 4')
}

/** Commands mostly wait for AWS, but each may be as large as terraform. */
const AT_ONCE = 8
