/** Stands in for globals that Node would load modules for at the first use: ten for its performance, and WebCrypto. */
export const performance = {
  now(): number {
    const [seconds, nanoseconds] = process.hrtime()
    return seconds * 1e3 + nanoseconds / 1e6
  },
}

/** The SDK asks for it, and does without. */
export const crypto = undefined
