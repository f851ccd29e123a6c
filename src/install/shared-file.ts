import type { Context } from '../context/context.ts'
import { changeFile } from '../files/write.ts'

/**
 * Changes one of the shared files while no other awsenv does. Other programs know nothing of the lock: `change` is
 * given the bytes as they are then, and has to look whether what it takes out is what was meant.
 */
export function changeSharedFile(
  { vault }: Context,
  path: string,
  change: (bytes: Uint8Array) => Uint8Array,
): Promise<boolean> {
  return vault.exclusively(`file ${path}`, async () => changeFile(path, change))
}
