import type { Context } from '../context/context.ts'
import { changeFile } from '../files/write.ts'

/**
 * Changes one of the shared files while no other awsenv does. Other programs don't know the lock, so `change`
 * gets the current bytes and must check that it removes what was meant.
 */
export function changeSharedFile(
  { vault }: Context,
  path: string,
  change: (bytes: Uint8Array) => Uint8Array,
): Promise<boolean> {
  return vault.exclusively(`file ${path}`, async () => changeFile(path, change))
}
