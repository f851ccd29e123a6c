import type { Caller } from '../caller.ts'
import type { Parameters } from '../query.ts'
import type { World } from '../world.ts'
import type { Element } from '../xml.ts'

/** What a call is given: who signed it, what was asked, and the sandbox's time in epoch milliseconds. */
export type Call = {
  readonly world: World
  readonly caller: Caller
  readonly parameters: Parameters
  readonly now: number
}

/** One API call: the content of its `…Result` element. @throws ApiError */
export type Action = (call: Call) => Element

/** One that nobody signs. @throws ApiError */
export type UnsignedAction = (call: Omit<Call, 'caller'>) => Element
