/**
 * The journal of a rotation is the vault itself, in the names of its entries: NAME, "NAME (new)", "NAME (old)". Each
 * state of the three tells the next step (rotation.ts). Pure.
 */
export const newName = (name: string) => `${name} (new)`
export const oldName = (name: string) => `${name} (old)`

export function isRotationName(name: string): boolean {
  return / \((?:new|old)\)$/.test(name)
}

/** The names with an unfinished rotation. */
export function inRotation(names: readonly string[]): readonly string[] {
  const bare = names.filter(isRotationName).map(name => name.replace(/ \((?:new|old)\)$/, ''))
  return [...new Set(bare)]
}
