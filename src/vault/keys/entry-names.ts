/**
 * The journal of a rotation is the vault itself, by the names of its entries: NAME, "NAME (new)", "NAME (old)". Each
 * state of the three says by itself what is to be done next (rotation.ts). Pure.
 */
export const newName = (name: string) => `${name} (new)`
export const oldName = (name: string) => `${name} (old)`

export function isRotationName(name: string): boolean {
  return / \((?:new|old)\)$/.test(name)
}

/** The names whose rotation has begun and has not ended. */
export function inRotation(names: readonly string[]): readonly string[] {
  const bare = names.filter(isRotationName).map(name => name.replace(/ \((?:new|old)\)$/, ''))
  return [...new Set(bare)]
}
