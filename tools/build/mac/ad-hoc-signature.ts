/**
 * Signs a program for macOS ad hoc, as the linkers of Apple, LLVM and Go do: by hashes of its pages, without an identity.
 * Apple silicon starts nothing without a signature, and codesign is only on a Mac. Pure.
 * https://github.com/apple-oss-distributions/xnu/blob/main/osfmk/kern/cs_blobs.h
 * https://github.com/golang/go/blob/master/src/cmd/internal/codesign/codesign.go
 */
import { hash } from 'node:crypto'
import { addCommand, commandsOf, LC_CODE_SIGNATURE, resize, segmentOf } from './mach-o.ts'

/** @throws Error if the program is signed already */
export function withAdHocSignature(program: Buffer, identifier: string): Buffer {
  if (commandsOf(program).some(({ command }) => command === LC_CODE_SIGNATURE))
    throw new Error('the program is signed already')
  const linkedit = segmentOf(program, '__LINKEDIT')
  const start = Math.ceil(program.length / 16) * 16
  const size = BLOB_HEADER + directorySize(identifier, start)
  const signed = Buffer.concat([program, Buffer.alloc(start + size - program.length)])
  addCommand(signed, Buffer.from(Uint32Array.of(LC_CODE_SIGNATURE, 16, start, size).buffer))
  resize(signed, linkedit, signed.length - linkedit.offset)
  signed.set(signatureOf(signed.subarray(0, start), identifier), start)
  return signed
}

/** Of the bytes before it. All its numbers are big-endian. */
function signatureOf(code: Buffer, identifier: string): Buffer {
  const directory = codeDirectory(code, identifier)
  const size = BLOB_HEADER + directory.length
  return Buffer.concat([words(CSMAGIC_EMBEDDED_SIGNATURE, size, 1, CSSLOT_CODEDIRECTORY, BLOB_HEADER), directory])
}

function codeDirectory(code: Buffer, identifier: string): Buffer {
  const { offset, size } = segmentOf(code, '__TEXT')
  const count = pagesOf(code.length)
  const pages = Array.from({ length: count }, (_, page) => code.subarray(page * PAGE, (page + 1) * PAGE))
  const whole = directorySize(identifier, code.length)
  const hashesAt = DIRECTORY_HEADER + identifier.length + 1
  return Buffer.concat([
    words(CSMAGIC_CODEDIRECTORY, whole, VERSION, CS_ADHOC | CS_LINKER_SIGNED),
    words(hashesAt, DIRECTORY_HEADER, 0, count, code.length),
    Buffer.from([HASH_SIZE, CS_HASHTYPE_SHA256, 0, Math.log2(PAGE)]),
    // No scattered pages, no team, and no length of more than 32 bits.
    words(...[0, 0, 0, 0], ...[0, 0]),
    words(...[0, offset], ...[0, size], ...[0, CS_EXECSEG_MAIN_BINARY]),
    Buffer.from(`${identifier}\0`),
    ...pages.map(page => hash('sha256', page, 'buffer')),
  ])
}

function directorySize(identifier: string, codeLength: number): number {
  return DIRECTORY_HEADER + identifier.length + 1 + HASH_SIZE * pagesOf(codeLength)
}

function pagesOf(length: number): number {
  return Math.ceil(length / PAGE)
}

function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length)
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, 4 * index)
  return bytes
}

const [CSMAGIC_EMBEDDED_SIGNATURE, CSMAGIC_CODEDIRECTORY, CSSLOT_CODEDIRECTORY] = [0xfade0cc0, 0xfade0c02, 0] as const
const [CS_ADHOC, CS_LINKER_SIGNED, CS_HASHTYPE_SHA256, CS_EXECSEG_MAIN_BINARY] = [0x2, 0x20000, 2, 1] as const
/** Of the directory: the first one that says where the code is that runs. */
const VERSION = 0x20400
const [BLOB_HEADER, DIRECTORY_HEADER, HASH_SIZE, PAGE] = [20, 88, 32, 4096] as const
