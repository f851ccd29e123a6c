/** What the sandbox can be told to do wrong. */

/**
 * The call is made, its code spent, and the answer comes to grief on the way: late (ms), byte by byte (ms between two),
 * cut in half, lost with the connection, or blown up to so many megabytes by blanks. `lie` changes elements of the
 * answer by name, null for leaving one out; `lies.ts` has a collection.
 */
export type SpoiltAnswer =
  | 'lost'
  | 'half'
  | { readonly delay: number }
  | { readonly drip: number }
  | { readonly megabytes: number }
  | { readonly lie: Lie }

/** The call is not made: the connection gives out, something that is not STS answers, or AWS refuses for a reason of its own. */
export type InsteadOfAnAnswer = 'silence' | 'close' | Impostor | { readonly refusal: Refusal }

/** An error of AWS, whatever was asked. */
export type Refusal = { readonly status: number; readonly code: string; readonly message: string }

const IMPOSTORS = [
  'error500',
  'error503',
  'throttling',
  'html',
  'redirect',
  'empty',
  'json',
  'doctype',
  'regionDisabled',
] as const

export type Impostor = (typeof IMPOSTORS)[number]

export function isImpostor(fault: Fault | undefined): fault is Impostor {
  return IMPOSTORS.some(impostor => impostor === fault)
}

export type Fault = SpoiltAnswer | InsteadOfAnAnswer

export type Lie = Readonly<Record<string, string | null>>

/** Without `action` it meets every call, without `times` until it is cleared. */
export type FaultOrder = { readonly action?: string; readonly times?: number; readonly how: Fault }

/** The faults that stand, in the order they were given: the first that fits a call meets it. */
export class Faults {
  #orders: (FaultOrder & { left: number })[] = []

  add(order: FaultOrder): void {
    this.#orders.push({ ...order, left: order.times ?? Number.POSITIVE_INFINITY })
  }

  clear(): void {
    this.#orders = []
  }

  /** The fault for a call, which counts as met by it. */
  take(action: string): Fault | undefined {
    const order = this.#orders.find(one => one.left > 0 && meets(one, action))
    if (!order) return undefined
    order.left -= 1
    return order.how
  }
}

/** GetCallerIdentity answers even where STS is off. */
function meets({ action: ordered, how }: FaultOrder, action: string): boolean {
  if (ordered === undefined) return how !== 'regionDisabled' || action !== 'GetCallerIdentity'
  return ordered === action
}
