/** The limits of STS's parameters, and AWS's sentences for what breaks them. */
import { ApiError, validationError } from './errors.ts'
import type { Parameters } from './query.ts'

export type Constraint =
  | { readonly required?: boolean; readonly min: number; readonly max: number; readonly pattern?: RegExp }
  | { readonly integer: readonly [min: number, max: number] }

/** The two parameters that GetSessionToken and AssumeRole share. */
export const MFA_CONSTRAINTS = {
  SerialNumber: { min: 9, max: 256, pattern: /[\w+=/:,.@-]*/ },
  TokenCode: { min: 6, max: 6, pattern: /[\d]*/ },
} as const satisfies Record<string, Constraint>

/** By parameter, as AWS spells it. @throws ApiError ValidationError that lists everything that is wrong */
export function validate(parameters: Parameters, constraints: Readonly<Record<string, Constraint>>): void {
  report(Object.entries(constraints).flatMap(([name, constraint]) => faultsOf(name, parameters[name], constraint)))
}

/** @throws ApiError that lists the faults, if there are any */
export function report(faults: readonly string[]): void {
  if (faults.length === 0) return
  const many = faults.length === 1 ? 'error' : 'errors'
  throw validationError(`${faults.length} validation ${many} detected: ${faults.join('; ')}`)
}

/** What is wrong with one value, in AWS's words. */
export function faultsOf(parameter: string, value: string | undefined, constraint: Constraint): readonly string[] {
  const name = parameter.charAt(0).toLowerCase() + parameter.slice(1)
  const fault = (shown: string, must: string) =>
    `Value ${shown} at '${name}' failed to satisfy constraint: Member must ${must}`
  if ('integer' in constraint) return value === undefined ? [] : integerFaults(value, constraint.integer, fault)
  if (value === undefined) return constraint.required ? [fault('null', 'not be null')] : []
  const faults: string[] = []
  if (value.length < constraint.min)
    faults.push(fault(`'${value}'`, `have length greater than or equal to ${constraint.min}`))
  if (value.length > constraint.max)
    faults.push(fault(`'${value}'`, `have length less than or equal to ${constraint.max}`))
  if (constraint.pattern && !new RegExp(`^${constraint.pattern.source}$`, constraint.pattern.flags).test(value))
    faults.push(fault(`'${value}'`, `satisfy regular expression pattern: ${constraint.pattern.source}`))
  return faults
}

function integerFaults(
  value: string,
  [min, max]: readonly [number, number],
  fault: (shown: string, must: string) => string,
): readonly string[] {
  if (!/^-?\d+$/.test(value)) throw new ApiError(400, 'MalformedInput', `Invalid number "${value}"`)
  if (Number(value) < min) return [fault(`'${value}'`, `have value greater than or equal to ${min}`)]
  if (Number(value) > max) return [fault(`'${value}'`, `have value less than or equal to ${max}`)]
  return []
}

export function tooMany(name: string, count: number, max: number): readonly string[] {
  if (count <= max) return []
  return [
    `Value '[${count} members]' at '${name}' failed to satisfy constraint: Member must have length less than or equal to ${max}`,
  ]
}
