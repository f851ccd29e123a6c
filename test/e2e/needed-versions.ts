/** Which versions of its libraries' symbols an ELF file needs. https://refspecs.linuxfoundation.org/elf/gabi4+/ch5.dynamic.html */

/** The newest that it names of a library: 2.28 for GLIBC_2.28. */
export function newestNeeded(file: Buffer, library: string): string {
  const versions = dynamicNames(file).flatMap(name => new RegExp(`^${library}_([\\d.]+)$`).exec(name)?.[1] ?? [])
  const newest = versions.sort(compareVersions).at(-1)
  if (newest === undefined) throw new Error(`the file needs nothing of ${library}`)
  return newest
}

export function compareVersions(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true })
}

/** The names in the table of its dynamic section, versions among them. */
function dynamicNames(file: Buffer): readonly string[] {
  const [table, entry] = [Number(file.readBigUInt64LE(32)), file.readUInt16LE(54)]
  const segments = Array.from({ length: file.readUInt16LE(56) }, (_, index) => file.subarray(table + index * entry))
  const field = (segment: Buffer, at: number) => Number(segment.readBigUInt64LE(at))
  const dynamic = segments.find(segment => segment.readUInt32LE(0) === PT_DYNAMIC)
  if (dynamic === undefined) throw new Error('the file is linked statically')
  const tags = new Map<number, number>()
  const end = field(dynamic, 8) + field(dynamic, 32)
  for (let at = field(dynamic, 8); at < end; at += 16)
    tags.set(Number(file.readBigInt64LE(at)), Number(file.readBigUInt64LE(at + 8)))
  const names = tags.get(DT_STRTAB) ?? 0
  const holder = segments.find(one => one.readUInt32LE(0) === PT_LOAD && inside(names, field(one, 16), field(one, 32)))
  if (holder === undefined) throw new Error('the names are not in the file')
  const start = names - field(holder, 16) + field(holder, 8)
  return file.toString('latin1', start, start + (tags.get(DT_STRSZ) ?? 0)).split('\0')
}

function inside(address: number, start: number, size: number): boolean {
  return address >= start && address < start + size
}

const [PT_LOAD, PT_DYNAMIC] = [1, 2]
const [DT_STRTAB, DT_STRSZ] = [5, 10]
