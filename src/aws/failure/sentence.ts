/** What a failure becomes: what happened, and what to do next. */
import type { FailureKind } from './aws-failure.ts'
import type { Circumstances } from './circumstances.ts'

export type Sentence = { kind?: FailureKind; said: string; hint: string }

/** By the name and the text of an error. */
export type Row = readonly [names: RegExp, text: RegExp, sentence: (about: Circumstances, message: string) => Sentence]
