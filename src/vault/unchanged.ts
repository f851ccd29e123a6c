import { lstatSync } from 'node:fs'

/** A value derived from a file, kept while the file is the same. A vault is always written as a new file. */
export class Unchanged<T> {
  readonly #path: string
  readonly #read: () => T
  #last: { readonly stamp: string; readonly value: T } | undefined

  constructor(path: string, read: () => T) {
    this.#path = path
    this.#read = read
  }

  /** Whoever has just written the file knows its value. */
  set(value: T): void {
    this.#last = { stamp: stampOf(this.#path), value }
  }

  get(): T {
    const stamp = stampOf(this.#path)
    if (this.#last === undefined || this.#last.stamp !== stamp) this.#last = { stamp, value: this.#read() }
    return this.#last.value
  }
}

/** Taken before the file is read, so that a file replaced meanwhile is read again next time. */
function stampOf(path: string): string {
  try {
    const { dev, ino, size, mtimeNs, ctimeNs } = lstatSync(path, { bigint: true })
    return [dev, ino, size, mtimeNs, ctimeNs].join(' ')
  } catch (error) {
    // No such file, or an unreachable one (below /dev/null, say): reading it tells which.
    return (error as NodeJS.ErrnoException).code ?? 'none'
  }
}
