/**
 * The head of a program for macOS: https://github.com/apple-oss-distributions/xnu/blob/main/EXTERNAL_HEADERS/mach-o/loader.h
 */

export type Segment = {
  /** Where its bytes are in the file. */
  readonly offset: number
  readonly size: number
  /** Where its load command is. */
  readonly at: number
}

export const LC_CODE_SIGNATURE = 0x1d

/** @throws Error if this is no program for a 64-bit Mac */
export function commandsOf(program: Buffer): readonly { readonly command: number; readonly at: number }[] {
  if (program.length < HEADER.size || program.readUInt32LE(0) !== MH_MAGIC_64)
    throw new Error('this is no program for macOS')
  let at: number = HEADER.size
  return Array.from({ length: program.readUInt32LE(HEADER.count) }, () => {
    const found = { command: program.readUInt32LE(at), at }
    at += program.readUInt32LE(at + 4)
    return found
  })
}

export function segmentOf(program: Buffer, name: string): Segment {
  const found = commandsOf(program).find(
    ({ command, at }) =>
      command === LC_SEGMENT_64 && program.toString('latin1', at + 8, at + 24).replace(/\0.*/, '') === name,
  )
  if (found === undefined) throw new Error(`the program has no segment ${name}`)
  const [offset, size] = [SEGMENT.fileOffset, SEGMENT.fileSize].map(field =>
    Number(program.readBigUInt64LE(found.at + field)),
  ) as [number, number]
  return { offset, size, at: found.at }
}

/** Writes that a segment has so many bytes now; in memory it takes whole pages. */
export function resize(program: Buffer, { at }: Segment, size: number): void {
  program.writeBigUInt64LE(BigInt(size), at + SEGMENT.fileSize)
  program.writeBigUInt64LE(BigInt(Math.ceil(size / MEMORY_PAGE) * MEMORY_PAGE), at + SEGMENT.memorySize)
}

/** Behind the others, where a program has free space before its first section. */
export function addCommand(program: Buffer, command: Buffer): void {
  const [count, size] = [program.readUInt32LE(HEADER.count), program.readUInt32LE(HEADER.commandsSize)]
  const end = HEADER.size + size
  const space = program.subarray(end, end + command.length)
  if (space.some(byte => byte !== 0)) throw new Error('the program has no space for a load command')
  space.set(command)
  program.writeUInt32LE(count + 1, HEADER.count)
  program.writeUInt32LE(size + command.length, HEADER.commandsSize)
}

const MH_MAGIC_64 = 0xfeedfacf
const LC_SEGMENT_64 = 0x19
/** Where the fields of the file's header and of a segment's command are, in bytes. */
const HEADER = { count: 16, commandsSize: 20, size: 32 } as const
const SEGMENT = { memorySize: 32, fileOffset: 40, fileSize: 48 } as const
/** Of Apple silicon; those of Intel are smaller. */
const MEMORY_PAGE = 0x4000
