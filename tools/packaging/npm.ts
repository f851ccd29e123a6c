/**
 * The npm packages: `awsenv`, and one for each platform that has the binary, of which npm installs the one that fits
 * (as esbuild and biome do it).
 */
import { chmodSync, copyFileSync, linkSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DESCRIPTION } from './release.ts'

/** Node's names of a platform, by the build's. */
const NODE_NAMES: Readonly<Record<string, { readonly os: string; readonly cpu: string; readonly libc?: string }>> = {
  'linux-x64': { os: 'linux', cpu: 'x64', libc: 'glibc' },
  'linux-arm64': { os: 'linux', cpu: 'arm64', libc: 'glibc' },
  'darwin-x64': { os: 'darwin', cpu: 'x64' },
  'darwin-arm64': { os: 'darwin', cpu: 'arm64' },
  'win-x64': { os: 'win32', cpu: 'x64' },
}

export const NPM_PLATFORMS = Object.keys(NODE_NAMES)

/** Writes the folder of the package with a platform's binary, and gives its path. */
export function writePlatformPackage(
  root: string,
  out: string,
  platform: string,
  binary: string,
  version: string,
): string {
  const names = NODE_NAMES[platform]
  if (names === undefined) throw new Error(`npm has no name for ${platform}`)
  const { os, cpu, libc } = names
  const folder = fresh(out, `awsenv-${platform}`)
  const program = os === 'win32' ? 'awsenv.exe' : 'awsenv'
  mkdirSync(join(folder, 'bin'))
  placed(join(root, 'dist', binary), join(folder, 'bin', program))
  chmodSync(join(folder, 'bin', program), 0o755)
  writeManifest(folder, {
    name: packageName(platform),
    version,
    description: `The binary of awsenv for ${os} on ${cpu}`,
    os: [os],
    cpu: [cpu],
    ...(libc === undefined ? {} : { libc: [libc] }),
    files: ['bin'],
  })
  copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'))
  return folder
}

/** Writes the folder of the package that users install. */
export function writeMainPackage(root: string, out: string, version: string): string {
  const folder = fresh(out, 'awsenv')
  for (const name of ['launcher.cjs', 'install.cjs'])
    copyFileSync(join(import.meta.dirname, 'npm', name), join(folder, name))
  chmodSync(join(folder, 'launcher.cjs'), 0o755)
  for (const name of ['LICENSE', 'README.md', 'CHANGELOG.md']) copyFileSync(join(root, name), join(folder, name))
  writeManifest(folder, {
    name: 'awsenv',
    version,
    description: DESCRIPTION,
    bin: { awsenv: 'launcher.cjs' },
    scripts: { postinstall: 'node install.cjs' },
    engines: { node: '>=18' },
    optionalDependencies: Object.fromEntries(NPM_PLATFORMS.map(platform => [packageName(platform), version])),
  })
  return folder
}

function packageName(platform: string): string {
  return `@awsenv/${platform}`
}

function writeManifest(folder: string, manifest: Readonly<Record<string, unknown>>): void {
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ ...manifest, license: 'MIT' }, null, 2)}\n`)
}

function fresh(out: string, name: string): string {
  const folder = join(out, name)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  return folder
}

/** A hard link where the file system has them: the binary is large. */
function placed(from: string, to: string): void {
  try {
    linkSync(from, to)
  } catch {
    copyFileSync(from, to)
  }
}
