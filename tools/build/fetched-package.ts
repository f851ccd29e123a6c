/** An npm package that `npm ci` has not installed, such as those for another system. */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Fetches it into the folder `work`, and gives the folder with its files, if its tarball has that integrity. */
export function fetchedPackage(name: string, version: string, integrity: string, work: string): string {
  const folder = join(work, `${name.replaceAll('/', '-')}-${version}`)
  if (existsSync(folder)) return join(folder, 'package')
  const words = ['pack', '--silent', '--pack-destination', work, `${name}@${version}`]
  const packed = join(work, execFileSync('npm', words, { encoding: 'utf8' }).trim())
  const found = integrityOf(readFileSync(packed))
  if (found !== integrity)
    throw new Error(`the tarball of ${name}@${version} has the checksum ${found}, not ${integrity}`)
  mkdirSync(folder)
  execFileSync('tar', ['-xzf', packed, '-C', folder])
  return join(folder, 'package')
}

/** What package-lock.json says of it. */
export function lockedIntegrity(root: string, name: string, version: string): string {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const locked = packages[`node_modules/${name}`]
  if (locked?.version !== version || locked.integrity === undefined)
    throw new Error(`package-lock.json has no checksum of ${name}@${version}`)
  return locked.integrity
}

/** As npm writes it: https://www.w3.org/TR/SRI/ */
function integrityOf(tarball: Buffer): string {
  return `sha512-${createHash('sha512').update(tarball).digest('base64')}`
}
