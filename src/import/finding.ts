/** What another tool left behind, and what awsenv does about it. */
import type { Context } from '../context/context.ts'

export type Finding = {
  /** A noun with its place. */
  readonly what: string
  /** What awsenv would do, or what the person can do: a verb. */
  readonly plan: string
  /** The name of the key that it is about, if it is one. */
  readonly key?: string
  /** Does it. Absent if there is nothing for awsenv to do. */
  readonly take?: (options: TakeOptions) => Promise<void>
}

export type TakeOptions = {
  /** Whether AWS must not be asked. */
  readonly isOffline: boolean
}

export type OtherTool = {
  /** As it is typed. */
  readonly name: string
  /** Finds without a question and without a change. */
  find(context: Context): readonly Finding[] | Promise<readonly Finding[]>
}
