/** A registry of npm on this machine, and npm with a prefix of its own that knows no other. */
import { execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

export type Registry = {
  /** Publishes the folder of a package, as the newest version. */
  publish(folder: string): void
  npm(...words: readonly string[]): Promise<{ readonly status: number | null; readonly output: string }>
  /** Where npm puts things. */
  readonly prefix: string
}

type Manifest = { readonly name: string; readonly version: string; readonly files?: readonly string[] }

export async function withRegistry(folder: string, use: (registry: Registry) => Promise<void>): Promise<void> {
  const packages = new Map<string, Manifest[]>()
  const tarballs = new Map<string, Buffer>()
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '').slice(1)
    const versions = packages.get(path)
    const answer = versions === undefined ? tarballs.get(path) : JSON.stringify(packument(versions))
    response.writeHead(answer === undefined ? 404 : 200).end(answer)
  }).listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`

  function packument(versions: readonly Manifest[]) {
    const rows = versions.map(manifest => {
      const file = fileOf(manifest)
      const integrity = `sha512-${createHash('sha512')
        .update(tarballs.get(file) ?? '')
        .digest('base64')}`
      return [manifest.version, { ...manifest, dist: { tarball: `${url}${file}`, integrity } }]
    })
    const latest = versions.at(-1)?.version
    return { name: versions[0]?.name, 'dist-tags': { latest }, versions: Object.fromEntries(rows) }
  }

  const prefix = join(folder, 'prefix')
  mkdirSync(prefix)
  try {
    await use({
      prefix,
      publish(from) {
        const manifest: Manifest = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8'))
        tarballs.set(fileOf(manifest), packed(from))
        packages.set(manifest.name, [...(packages.get(manifest.name) ?? []), manifest])
      },
      npm: (...words) => run(folder, ['--prefix', prefix, '--registry', url, '--no-audit', '--no-fund', ...words]),
    })
  } finally {
    server.close()
  }
}

function fileOf({ name, version }: Manifest): string {
  return `${name.replaceAll('/', '-')}-${version}.tgz`
}

/** A tarball of what `npm pack` would take. It is not compressed, since the binary is large. */
function packed(folder: string): Buffer {
  return execFileSync('tar', ['--transform', 's,^[.],package,', '-cf', '-', '.'], { cwd: folder, maxBuffer: 2 ** 30 })
}

function run(folder: string, words: readonly string[]) {
  // An npm that runs the tests hands on its own settings, such as --ignore-scripts of this repository.
  const others = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name))
  const env = { ...Object.fromEntries(others), HOME: folder }
  const child = spawn('npm', words, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  return new Promise<{ status: number | null; output: string }>(resolve =>
    child.once('close', status => resolve({ status, output })),
  )
}
