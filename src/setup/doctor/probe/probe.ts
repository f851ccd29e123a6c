import type { Check } from '../../finding.ts'
import type { Subject } from './subject.ts'

/** A check that asks AWS. `calls` says what, before anybody agrees. */
export type Probe = Check<Subject> & { readonly calls: string }
