/** Two files for each command in one folder, with its output as it is. */
import { closeSync, mkdirSync, openSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AwsenvError, misused } from '../errors.ts'
import type { Reporter } from './reporter.ts'

/** @throws AwsenvError unless the folder is new or empty: nothing is overwritten. */
export function outputFiles(folder: string, names: readonly string[]): (index: number) => Reporter {
  makeFolder(folder)
  const files = fileNames(names)
  return index => {
    const path = join(folder, files[index] ?? String(index))
    let opened: { readonly stdout: number; readonly stderr: number } | undefined
    return {
      started() {
        opened = { stdout: openSync(`${path}.out`, 'wx', 0o600), stderr: openSync(`${path}.err`, 'wx', 0o600) }
      },
      output(stream, bytes) {
        if (opened === undefined) return
        try {
          writeFileSync(opened[stream], bytes)
        } catch (cause) {
          const file = `${path}.${stream === 'stdout' ? 'out' : 'err'}`
          throw new AwsenvError(`can't write "${file}" (${(cause as NodeJS.ErrnoException).code})`, { cause })
        }
      },
      ended() {
        for (const descriptor of Object.values(opened ?? {})) closeSync(descriptor)
        opened = undefined
      },
    }
  }
}

/** Names that every file system takes; two that would be one there are numbered. */
export function fileNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>()
  return names.map(name => {
    const plain = name.replace(/[^\p{L}\p{N}._@+-]+/gu, '-').replace(/^[.-]+/, '') || 'target'
    let file = plain
    for (let number = 2; taken.has(file.toLowerCase()); number++) file = `${plain}-${number}`
    taken.add(file.toLowerCase())
    return file
  })
}

function makeFolder(folder: string): void {
  let found: readonly string[]
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    found = readdirSync(folder)
  } catch (cause) {
    throw new AwsenvError(`"${folder}" can't be the folder of the output (${(cause as NodeJS.ErrnoException).code})`, {
      cause,
    })
  }
  if (found.length > 0) throw misused(`the folder "${folder}" is not empty`, 'name a new one after --output-dir')
}
