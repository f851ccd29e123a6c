/**
 * Strips a binary for Linux as `strip --strip-all` does: Node comes with 39 MB of symbols and debugging data that no
 * user reads. Only the base is stripped, since a finished binary has its data behind the last section. Pure.
 * https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html
 */

/** The bytes without the sections that aren't loaded; other formats than 64-bit little-endian ELF stay as they are. */
export function withoutSymbols(file: Buffer): Buffer {
  if (!file.subarray(0, 6).equals(ELF64_LITTLE_ENDIAN)) return file
  const table = sectionHeaders(file)
  const names = table[file.readUInt16LE(AT.nameSection)]
  if (names === undefined) return file
  const kept = table.filter((header, index) => index === 0 || header === names || isLoaded(header))
  const end = Math.max(...kept.filter(header => header !== names).map(endOf))
  const text = file.subarray(Number(names.readBigUInt64LE(OFFSET)), endOf(names))
  const headers = kept.map(header => {
    const copy = Buffer.from(header)
    // A link to a section by its number, as from the symbols to their names.
    const linked = table[header.readUInt32LE(LINK)]
    copy.writeUInt32LE(linked === undefined ? 0 : Math.max(kept.indexOf(linked), 0), LINK)
    if (header === names) copy.writeBigUInt64LE(BigInt(end), OFFSET)
    return copy
  })
  const padding = Buffer.alloc(-(end + text.length) & 7)
  const stripped = Buffer.concat([file.subarray(0, end), text, padding, ...headers])
  stripped.writeBigUInt64LE(BigInt(end + text.length + padding.length), AT.sectionTable)
  stripped.writeUInt16LE(kept.length, AT.sectionCount)
  stripped.writeUInt16LE(kept.indexOf(names), AT.nameSection)
  return stripped
}

function sectionHeaders(file: Buffer): Buffer[] {
  const start = Number(file.readBigUInt64LE(AT.sectionTable))
  const count = file.readUInt16LE(AT.sectionCount)
  return Array.from({ length: count }, (_, index) => file.subarray(start + index * SIZE, start + (index + 1) * SIZE))
}

function isLoaded(header: Buffer): boolean {
  return (header.readBigUInt64LE(FLAGS) & SHF_ALLOC) !== 0n
}

/** Where its bytes end in the file. */
function endOf(header: Buffer): number {
  const offset = Number(header.readBigUInt64LE(OFFSET))
  return header.readUInt32LE(TYPE) === SHT_NOBITS ? offset : offset + Number(header.readBigUInt64LE(LENGTH))
}

const ELF64_LITTLE_ENDIAN = Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1])
const AT = { sectionTable: 40, sectionCount: 60, nameSection: 62 } as const
/** Of a section's header, in bytes. */
const SIZE = 64
const [TYPE, FLAGS, OFFSET, LENGTH, LINK] = [4, 8, 24, 32, 40] as const
const SHT_NOBITS = 8
const SHF_ALLOC = 2n
