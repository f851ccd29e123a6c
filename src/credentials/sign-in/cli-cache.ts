/** Files of the AWS CLI's caches below ~/.aws: JSON that several programs write, each file as a whole. */
import { tellOnce } from '../../aws/client/transport.ts'
import type { Context } from '../../context/context.ts'
import { AwsenvError } from '../../errors.ts'
import { readTextFile } from '../../files/read.ts'
import { writeTextFile } from '../../files/write.ts'

export type CacheContent = Readonly<Record<string, unknown>>

/** undefined if the file is missing or unusable; a person signs in then. @throws AwsenvError if it can't be read */
export function readCache(context: Context, path: string, what: string): CacheContent | undefined {
  const text = readTextFile(path)
  const content = text === undefined ? undefined : objectIn(text)
  if (text === undefined || content !== undefined) return content
  tellOnce(context.transport, `${what} in "${path}" is not JSON as the AWS CLI writes it, and is ignored`)
  return undefined
}

/** If the file can't be written, the sign-in is good for this process only. */
export function writeCache(context: Context, path: string, content: CacheContent): void {
  for (let attempt = 1; ; attempt++) {
    try {
      writeTextFile(path, readTextFile(path), `${JSON.stringify(content)}\n`)
      return
    } catch (error) {
      if (!(error instanceof AwsenvError)) throw error
      // The AWS CLI writes it too: the newest token counts.
      if (attempt < ATTEMPTS) continue
      tellOnce(context.transport, `the sign-in is not kept for the next command: ${error.message}`)
      return
    }
  }
}

/** Keeps the keys that other programs have added. */
export function updateCache(context: Context, path: string, content: CacheContent): void {
  writeCache(context, path, { ...objectIn(readTextFile(path) ?? ''), ...content })
}

export function removeCache(path: string): void {
  writeTextFile(path, readTextFile(path), undefined)
}

/** Old versions of the AWS CLI wrote `2020-06-01T00:00:00UTC`. */
export function secondsOf(value: unknown): number | undefined {
  const milliseconds = typeof value === 'string' ? Date.parse(value.replace(/UTC$/, 'Z')) : Number.NaN
  return Number.isNaN(milliseconds) ? undefined : Math.floor(milliseconds / 1000)
}

export function dateOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z')
}

/** undefined if it isn't a JSON object. The parser's own message would quote the file. */
function objectIn(text: string): CacheContent | undefined {
  try {
    const content: unknown = JSON.parse(text)
    return typeof content === 'object' && content !== null && !Array.isArray(content) ? Object(content) : undefined
  } catch {
    return undefined
  }
}

const ATTEMPTS = 3
