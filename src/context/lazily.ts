/** Adds parts that are built at their first use and kept. */
export function lazily<T extends object, Parts extends object>(
  object: T,
  makers: { readonly [Name in keyof Parts]: () => Parts[Name] },
): T & Parts {
  for (const name of Object.keys(makers) as (keyof Parts)[]) {
    const shared = { configurable: true, enumerable: true }
    Object.defineProperty(object, name, {
      ...shared,
      get() {
        const value = makers[name]()
        Object.defineProperty(object, name, { ...shared, value })
        return value
      },
    })
  }
  return object as T & Parts
}
