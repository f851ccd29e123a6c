/** install.sh against a server of this machine, with a curl that may take http from it. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { writeArchive } from '../../tools/packaging/archive.ts'
import { archiveFiles } from '../../tools/packaging/layout.ts'
import { installScript } from '../../tools/packaging/manifests/installer.ts'
import { has } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { withFakeDist } from './fake-dist.ts'
import { filesBelow } from './files-below.ts'

describe('install.sh', test => {
  const testCurl = needing(test, 'curl', has('curl'))

  testCurl('installs the binary, the hooks and the man pages below ~/.local, and says what to type next', () =>
    installed(
      sum => sum,
      ({ status, output, files, home }) => {
        assert.is(status, 0, output)
        assert.equal(files, [
          '.local/bin/awsenv',
          ...['bash', 'elv', 'fish', 'nu', 'ps1', 'xsh', 'zsh'].map(name => `.local/share/awsenv/awsenv.${name}`),
          '.local/share/man/man1/awsenv.1',
        ])
        assert.ok(
          output.endsWith(`now run: ${home}/.local/bin/awsenv init bash --install      # or zsh, fish, powershell\n`),
          output,
        )
      },
    ),
  )

  testCurl('a wrong checksum installs nothing', () =>
    installed(
      sum => sum.replace(/^./, first => (first === '0' ? '1' : '0')),
      ({ status, output, files }) => {
        assert.is(status, 1)
        assert.match(output, 'the checksum is wrong: nothing was installed')
        assert.equal(files, [])
      },
    ),
  )
})

type Outcome = {
  readonly status: number | null
  readonly output: string
  readonly files: string[]
  readonly home: string
}

async function installed(sumOf: (sum: string) => string, look: (outcome: Outcome) => void): Promise<void> {
  await withFakeDist(async dist => {
    const options = { ...dist, name: 'awsenv-0.1.0-x', isZip: false, time: 1_000_000_000, isFast: true }
    const archive = readFileSync(writeArchive(options, archiveFiles('awsenv', ['awsenv.1'])))
    const server = createServer((_request, response) => response.end(archive)).listen(0, '127.0.0.1')
    await new Promise(resolve => server.once('listening', resolve))
    try {
      const sha256 = sumOf(createHash('sha256').update(archive).digest('hex'))
      const archives = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'].map(platform => ({
        ...{ platform, sha256 },
        file: `awsenv-0.1.0-${platform}.tar.gz`,
      }))
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
      const script = join(dist.work, 'install.sh')
      writeFileSync(script, installScript({ version: '0.1.0', homepage: '', url, archives }))
      const home = join(dist.out, 'home')
      mkdirSync(home)
      const { status, output } = await run(script, home)
      look({ status, output, files: filesBelow(home), home })
    } finally {
      server.close()
    }
  })
}

function run(script: string, home: string): Promise<{ status: number | null; output: string }> {
  const child = spawn('sh', [script], { env: { HOME: home, PATH: process.env['PATH'] } })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  return new Promise(resolve => child.once('close', status => resolve({ status, output })))
}
