/** The signature of a program for macOS, read back field by field as the kernel reads it. */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { withAdHocSignature } from '../../tools/build/mac/ad-hoc-signature.ts'
import { describe } from '../support/describe.ts'

describe('an ad hoc signature', test => {
  const signed = withAdHocSignature(program(), 'awsenv')
  const { at, size } = signatureCommand(signed)

  test('is the last thing in the file, inside __LINKEDIT, and named by a load command', () => {
    assert.is(at % 16, 0)
    assert.is(at + size, signed.length)
    assert.is(signed.readUInt32LE(16), 3, 'load commands')
    assert.is(signed.readUInt32LE(20), 2 * 72 + 16, 'their bytes')
    const linkedit = 32 + 72
    assert.is(
      Number(signed.readBigUInt64LE(linkedit + 40)) + Number(signed.readBigUInt64LE(linkedit + 48)),
      signed.length,
    )
    assert.is(Number(signed.readBigUInt64LE(linkedit + 32)), 0x4000)
  })

  test('is one code directory, ad hoc and as if by a linker, with the identifier and the code that runs', () => {
    const blob = signed.subarray(at)
    assert.equal(wordsAt(blob, 0, 5), [0xfade0cc0, size, 1, 0, 20])
    const directory = blob.subarray(20)
    assert.equal(wordsAt(directory, 0, 4), [0xfade0c02, size - 20, 0x20400, 0x20002])
    assert.equal([...directory.subarray(36, 40)], [32, 2, 0, 12], 'SHA-256 of pages of 2 to the 12th bytes')
    assert.equal(wordsAt(directory, 40, 6), [0, 0, 0, 0, 0, 0])
    assert.equal(wordsAt(directory, 64, 6), [0, 0, 0, 8192, 0, 1])
    assert.is(directory.toString('latin1', directory.readUInt32BE(20), directory.readUInt32BE(20) + 7), 'awsenv\0')
  })

  test('has the hash of each page before it, so no byte there can change', () => {
    assert.equal(wrongPages(signed), [])
    for (const [byte, page] of [
      [0, 0],
      [5000, 1],
      [at - 1, Math.floor((at - 1) / 4096)],
    ] as const) {
      const changed = Buffer.from(signed)
      changed[byte] = (changed[byte] ?? 0) ^ 1
      assert.equal(wrongPages(changed), [page], `byte ${byte}`)
    }
  })

  test('is made once, of a program for macOS that has space for it', () => {
    assert.throws(() => withAdHocSignature(signed, 'awsenv'), /signed already/)
    assert.throws(() => withAdHocSignature(Buffer.from('MZ'), 'awsenv'), /no program for macOS/)
    const full = program()
    full[32 + 2 * 72] = 1
    assert.throws(() => withAdHocSignature(full, 'awsenv'), /no space for a load command/)
  })

  if (process.platform === 'darwin') {
    test("macOS takes the built binary's signature", () => {
      execFileSync('codesign', ['--verify', '--strict', join(import.meta.dirname, '../../dist/awsenv')])
    })
  }
})

/** Two segments, and no byte that a Mac could run. */
function program(): Buffer {
  const bytes = Buffer.alloc(8192 + 100)
  bytes.fill(7, 1024)
  bytes.writeUInt32LE(0xfeedfacf, 0)
  bytes.writeUInt32LE(2, 16)
  bytes.writeUInt32LE(2 * 72, 20)
  segment(bytes, 32, '__TEXT', 0, 8192)
  segment(bytes, 32 + 72, '__LINKEDIT', 8192, 100)
  return bytes
}

function segment(bytes: Buffer, at: number, name: string, offset: number, size: number): void {
  bytes.writeUInt32LE(0x19, at)
  bytes.writeUInt32LE(72, at + 4)
  bytes.write(name, at + 8)
  bytes.writeBigUInt64LE(0x4000n, at + 32)
  bytes.writeBigUInt64LE(BigInt(offset), at + 40)
  bytes.writeBigUInt64LE(BigInt(size), at + 48)
}

function signatureCommand(signed: Buffer): { readonly at: number; readonly size: number } {
  const command = 32 + 2 * 72
  assert.equal([signed.readUInt32LE(command), signed.readUInt32LE(command + 4)], [0x1d, 16])
  return { at: signed.readUInt32LE(command + 8), size: signed.readUInt32LE(command + 12) }
}

/** The pages whose hash is not the one in the directory. */
function wrongPages(signed: Buffer): readonly number[] {
  const { at } = signatureCommand(signed)
  const directory = signed.subarray(at + 20)
  const [hashesAt = 0, , special, count = 0, limit] = wordsAt(directory, 16, 5)
  assert.equal([special, count, limit], [0, Math.ceil(at / 4096), at])
  return Array.from({ length: count }, (_, page) => page).filter(page => {
    const code = signed.subarray(page * 4096, Math.min((page + 1) * 4096, at))
    const start = hashesAt + 32 * page
    return !createHash('sha256')
      .update(code)
      .digest()
      .equals(directory.subarray(start, start + 32))
  })
}

function wordsAt(bytes: Buffer, at: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => bytes.readUInt32BE(at + 4 * index))
}
