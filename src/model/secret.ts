/**
 * A value that must not be shown by mistake. Whatever prints it (a template, JSON, `util.inspect`, a stack trace)
 * gets `[secret]`; only `reveal()` gives the value, so a search for "reveal" lists every place that lets one out.
 */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  reveal(): string {
    return this.#value
  }

  toString(): string {
    return SHOWN
  }

  toJSON(): string {
    return SHOWN
  }

  /** What `node:util` calls for console.log and for errors. The registered symbol spares an import. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return SHOWN
  }
}

const SHOWN = '[secret]'
