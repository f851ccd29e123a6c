/** A release of a fake build on a server of this machine: its archive, whole, cut short, or slow to come. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { writeArchive } from '../../tools/packaging/archive.ts'
import { archiveFiles } from '../../tools/packaging/layout.ts'
import type { Release } from '../../tools/packaging/release.ts'
import { type FakeDist, withFakeDist } from './fake-dist.ts'

export type ReleaseServer = {
  readonly dist: FakeDist
  /** An empty folder. */
  readonly home: string
  readonly release: Release
  /** How the next answers are. */
  answers: 'whole' | 'cut' | 'never' | 'missing'
  /** The number of requests so far. */
  requests: number
  /** Called once a request has come. */
  asked?: () => void
}

export function withRelease(
  { platforms, isZip, system }: { platforms: readonly string[]; isZip: boolean; system: string },
  use: (server: ReleaseServer) => Promise<void>,
): Promise<void> {
  return withFakeDist(async dist => {
    const name = `awsenv-0.1.0-${system}`
    const program = isZip ? 'awsenv.exe' : 'awsenv'
    if (isZip) {
      writeFileSync(join(dist.root, 'dist', program), readFileSync(join(dist.root, 'dist/awsenv')), { mode: 0o755 })
    }
    const options = { ...dist, name, isZip, time: 1_000_000_000, isFast: true }
    const archive = readFileSync(writeArchive(options, archiveFiles(program, ['awsenv.1'])))
    const http = createServer((_request, response) => {
      self.requests++
      if (self.answers === 'missing') return response.writeHead(404).end()
      response.writeHead(200, { 'Content-Length': archive.length })
      if (self.answers === 'whole') return response.end(archive)
      return response.write(archive.subarray(0, 100), () => {
        self.asked?.()
        if (self.answers === 'cut') response.destroy()
      })
    }).listen(0, '127.0.0.1')
    await new Promise(resolve => http.once('listening', resolve))
    const sha256 = createHash('sha256').update(archive).digest('hex')
    const file = `${name}.${isZip ? 'zip' : 'tar.gz'}`
    const home = join(dist.out, 'home')
    mkdirSync(home)
    const self: ReleaseServer = {
      ...{ dist, home, answers: 'whole', requests: 0 },
      release: {
        ...{ version: '0.1.0', homepage: '', url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` },
        archives: platforms.map(platform => ({ platform, sha256, file })),
      },
    }
    try {
      await use(self)
    } finally {
      http.closeAllConnections()
      http.close()
    }
  })
}

export type Ran = { readonly status: number | null; readonly output: string }

/** The program and its children get SIGINT once `interrupted` is fulfilled. */
export function run(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  interrupted?: Promise<void>,
): Promise<Ran> {
  const [program = '', ...args] = argv
  const child = spawn(program, args, { env, detached: true })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  interrupted?.then(() => child.pid !== undefined && process.kill(-child.pid, 'SIGINT'))
  return new Promise(resolve => child.once('close', status => resolve({ status, output })))
}
