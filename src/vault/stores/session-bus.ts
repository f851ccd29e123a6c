/**
 * The bus of a Linux desktop's keychain. Without an address, libdbus would start its own bus (one
 * more process with each call, which stays). It waits for ever for a silent bus, and runs a program if the
 * address says `unixexec:`. This file prevents all three.
 */
import { join } from 'node:path'
import { runtimeDirectories } from '../../files/directories.ts'
import type { Environment } from '../../model/environment.ts'

/**
 * The bus's address, `unix:path=…` or `unix:abstract=…`; undefined if there is none.
 * https://dbus.freedesktop.org/doc/dbus-specification.html#addresses
 */
export function sessionBusAddress(
  env: Environment,
  exists: (path: string) => boolean,
  uid?: number,
): string | undefined {
  const addresses = env['DBUS_SESSION_BUS_ADDRESS']?.split(';') ?? []
  const named = addresses.find(address => socketOf(address) !== undefined)
  if (named !== undefined) return named
  // where systemd puts it, and where libdbus looks
  const usual = runtimeDirectories(env, uid)
    .map(runtime => join(runtime, 'bus'))
    .find(exists)
  return addresses.length === 0 && usual !== undefined ? `unix:path=${encoded(usual)}` : undefined
}

/** Node's name: an abstract socket has a NUL before its name. */
export function socketOf(address: string): string | undefined {
  const [, kind, value] = /^unix:(path|abstract)=([^,;]+)/.exec(address) ?? []
  if (value === undefined) return undefined
  const name = decoded(value)
  return name && (kind === 'path' ? name : `\0${name}`)
}

function decoded(value: string): string | undefined {
  try {
    return decodeURIComponent(value)
  } catch {
    return undefined
  }
}

function encoded(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/')
}
