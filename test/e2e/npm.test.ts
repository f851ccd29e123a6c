/** docs/install.md: `npm install -g awsenv`, from a registry of this machine, with the binary that was built. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import manifest from '../../package.json' with { type: 'json' }
import { NPM_PLATFORMS, writeMainPackage, writePlatformPackage } from '../../tools/packaging/npm.ts'
import { ROOT } from '../docs/page.ts'
import { writeFakeBuild } from '../packaging/fake-dist.ts'
import { filesBelow } from '../packaging/files-below.ts'
import { withRegistry } from '../packaging/npm-registry.ts'
import { describe, needing } from '../support/describe.ts'

describe('e2e: the npm package', test => {
  const here = `${process.platform}-${process.arch}`
  const isHere = NPM_PLATFORMS.includes(here) && process.platform !== 'win32'

  needing(
    test,
    'a platform with a package',
    isHere,
  )('npm installs it, upgrades an older one, and leaves nothing once it is uninstalled', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'awsenv-test-'))
    try {
      await withRegistry(folder, async ({ publish, npm, prefix }) => {
        const does = async (...words: readonly string[]) => {
          const { status, output } = await npm(...words)
          assert.is(status, 0, output)
        }
        const program = join(prefix, 'bin/awsenv')
        const says = (...words: readonly string[]) => {
          const { status, stdout, stderr } = spawnSync(program, words, { encoding: 'utf8', env: { HOME: folder } })
          assert.equal([status, stderr], [0, ''])
          return stdout
        }
        const root = join(folder, 'older')
        writeFakeBuild(root, '0.0.9')
        for (const [from, version] of [
          [root, '0.0.9'],
          [ROOT, manifest.version],
        ] as const) {
          publish(writePlatformPackage(from, folder, here, 'awsenv', version))
          publish(writeMainPackage(from, folder, version))
          await does('install', '-g', 'awsenv')
          assert.match(says('--version'), version)
        }
        assert.is(
          readFileSync(program).subarray(0, 2).includes('#!'),
          false,
          'the binary is in the place of the launcher',
        )
        assert.is(says('init', 'bash'), readFileSync(join(ROOT, 'shell/awsenv.bash'), 'utf8'))
        assert.match(says('completion', 'bash'), 'complete ')

        await does('uninstall', '-g', 'awsenv')
        assert.equal(filesBelow(prefix), [])
      })
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
