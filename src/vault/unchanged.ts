import { lstatSync } from 'node:fs'

/** What was made of a file, for as long as it is the same file: whoever writes a vault puts a new file in its place. */
export class Unchanged<T> {
  readonly #path: string
  readonly #read: () => T
  #last: { readonly stamp: string; readonly value: T } | undefined

  constructor(path: string, read: () => T) {
    this.#path = path
    this.#read = read
  }

  get(): T {
    const stamp = stampOf(this.#path)
    if (this.#last === undefined || this.#last.stamp !== stamp) this.#last = { stamp, value: this.#read() }
    return this.#last.value
  }
}

/** Taken before the file is read: one that is replaced meanwhile is read again the next time. */
function stampOf(path: string): string {
  try {
    const { dev, ino, size, mtimeNs, ctimeNs } = lstatSync(path, { bigint: true })
    return [dev, ino, size, mtimeNs, ctimeNs].join(' ')
  } catch (error) {
    // None, or none that can be looked at (below /dev/null, say): whoever reads it tells which.
    return (error as NodeJS.ErrnoException).code ?? 'none'
  }
}
