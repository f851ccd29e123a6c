/**
 * The vault's format, version 1 (docs/vault-format.md):
 *
 *     "AWSENVLT" | length of the header, u32 BE | header, JSON | nonce, 12 bytes | ciphertext | tag, 16 bytes
 *
 * Everything before the nonce is associated data: the tag covers the whole file, and no part can be replaced.
 */
import { createCipheriv, createDecipheriv, hkdfSync, type KeyObject, randomBytes } from 'node:crypto'
import { type Header, headerOf } from './header.ts'
import type { JsonValue } from './payload.ts'
import { VaultError } from './vault-error.ts'

/** The sealing key and its purpose: a file for one purpose or key never passes for another. */
export type Sealing = {
  readonly purpose: 'sessions' | 'keys'
  /** The name of the master key, which reveals nothing about it. */
  readonly kid: string
  /** 32 random bytes: a KeyObject, since a printed one does not show its bytes. */
  readonly masterKey: KeyObject
}

/** The header's other data: how often the file was written, where its key is, and what must be known before it is opened. */
export type Provenance = Pick<Header, 'gen' | 'store'> & { readonly [field: string]: JsonValue | undefined }

export type Opened = { readonly payload: Uint8Array; readonly header: Header }

export function seal(payload: Uint8Array, sealing: Sealing, provenance: Provenance): Uint8Array {
  const { purpose, kid } = sealing
  // fresh for every write, and so is the derived key: no nonce is used twice under one key, however
  // often the vault is written (NIST SP 800-38D 8.3 would end one key's life after 2^32 random nonces)
  const id = randomBytes(ID_LENGTH).toString('base64url')
  // its own fields last: fields of an older header can't replace them, and they keep their place at the front
  const first = { v: 1, purpose, alg: ALGORITHM, kid, id } as const
  const header = Buffer.from(JSON.stringify({ ...first, ...provenance, ...first } satisfies Header))
  if (header.length > MAX_HEADER_LENGTH) throw new VaultError('not a vault', 'the header would be too long')
  const length = Buffer.alloc(4)
  length.writeUInt32BE(header.length)
  const associated = Buffer.concat([Buffer.from(MAGIC), length, header])
  const nonce = randomBytes(NONCE_LENGTH)
  const cipher = createCipheriv('aes-256-gcm', fileKey(sealing, id), nonce, { authTagLength: TAG_LENGTH })
  cipher.setAAD(associated)
  return Buffer.concat([associated, nonce, cipher.update(payload), cipher.final(), cipher.getAuthTag()])
}

/** A file's header, checked for its form but not by a key. */
export function readHeader(bytes: Uint8Array): Header {
  return sections(bytes).header
}

/** The payload, if this key sealed exactly these bytes. @throws VaultError otherwise. */
export function open(bytes: Uint8Array, sealing: Sealing): Opened {
  const { file, header, headerEnd } = sections(bytes)
  refuseOthers(header, sealing)
  const tagStart = file.length - TAG_LENGTH
  const nonceEnd = headerEnd + NONCE_LENGTH
  if (nonceEnd > tagStart) throw cutOff()
  // without authTagLength, Node accepts a tag of 4 bytes, which a forger guesses in 2^32 tries (measured)
  const decipher = createDecipheriv('aes-256-gcm', fileKey(sealing, header.id), file.subarray(headerEnd, nonceEnd), {
    authTagLength: TAG_LENGTH,
  })
  decipher.setAAD(file.subarray(0, headerEnd))
  decipher.setAuthTag(file.subarray(tagStart))
  // used only after final() has checked the tag
  const unchecked = decipher.update(file.subarray(nonceEnd, tagStart))
  try {
    return { payload: Buffer.concat([unchecked, decipher.final()]), header }
  } catch (cause) {
    throw new VaultError('wrong key or modified', 'the seal is broken: wrong key or modified', { cause })
  }
}

function sections(bytes: Uint8Array): { file: Buffer; header: Header; headerEnd: number } {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (file.toString('latin1', 0, MAGIC.length) !== MAGIC) throw new VaultError('not a vault', 'this is not a vault')
  const headerEnd = endOfHeader(file)
  return { file, header: headerOf(file.subarray(HEADER_START, headerEnd)), headerEnd }
}

/** The length isn't authenticated yet, so it is bounded before its first use. */
function endOfHeader(file: Buffer): number {
  if (file.length < HEADER_START) throw cutOff()
  const length = file.readUInt32BE(MAGIC.length)
  if (length > MAX_HEADER_LENGTH) throw new VaultError('not a vault', 'the header is too long')
  if (HEADER_START + length > file.length) throw cutOff()
  return HEADER_START + length
}

/** The tag would refuse these too; checking them first gives better errors. */
function refuseOthers(header: Header, { purpose, kid }: Sealing): void {
  if (header.purpose !== purpose) {
    throw new VaultError('wrong purpose', `this vault is for "${header.purpose}", not for "${purpose}"`)
  }
  if (header.kid !== kid) throw new VaultError('other key', `this vault is sealed by another key, "${header.kid}"`)
}

/** Purpose and key name go into the derived key: a file under another name can't be opened, whatever is checked. */
function fileKey({ masterKey, purpose, kid }: Sealing, id: string): Uint8Array {
  const salt = Buffer.from(id, 'base64url')
  return new Uint8Array(hkdfSync('sha256', masterKey, salt, `awsenv/v1/${purpose}/${kid}`, 32))
}

function cutOff(): VaultError {
  return new VaultError('not a vault', 'the file is cut off')
}

const MAGIC = 'AWSENVLT'
const ALGORITHM = 'AES-256-GCM'
const HEADER_START = MAGIC.length + 4
const MAX_HEADER_LENGTH = 4096
const ID_LENGTH = 16
const NONCE_LENGTH = 12
const TAG_LENGTH = 16
