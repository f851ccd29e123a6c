import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { type AddonPlace, nativeAddon } from '../../tools/build/runtime/native-addon.ts'
import { describe, needing } from '../support/describe.ts'
import { canMount, inScratch, onSmallDisk } from '../vault/scratch.ts'

describe('build: the native addon that the binary brings', test => {
  const bytes = Buffer.from('the addon')
  const read = (path: string) => readFileSync(path, 'utf8')
  const at = (home: string, more: Partial<AddonPlace> = {}): AddonPlace => ({
    ...{ platform: 'linux', env: { XDG_RUNTIME_DIR: home }, home, uid: process.getuid?.(), load: read },
    ...more,
  })
  const onMac = (home: string, more: Partial<AddonPlace> = {}) => at(home, { platform: 'darwin', ...more })
  const onLinux = needing(test, 'Linux', process.platform === 'linux')

  onLinux('on Linux is a file without a name, of which nothing stays', () =>
    inScratch(directory => {
      const names: string[] = []
      const load = (path: string) => {
        names.push(path, ...readdirSync(directory))
        return read(path)
      }
      assert.is(nativeAddon(bytes, at(directory, { load })), 'the addon')
      assert.match(names.join(), /^\/proc\/self\/fd\/\d+$/)
      assert.equal(readdirSync(directory), [])
    }),
  )

  onLinux('is loaded from the next directory where one does not let it', () =>
    inScratch(directory => {
      let attempts = 0
      const load = (path: string) => {
        if (attempts++ === 0) throw new Error('failed to map segment')
        return read(path)
      }
      assert.is(nativeAddon(bytes, at(directory, { load })), 'the addon')
      const missing = { XDG_RUNTIME_DIR: join(directory, 'none') }
      assert.is(nativeAddon(bytes, at(directory, { env: missing })), 'the addon')
      const never = (): never => {
        throw new Error('not here')
      }
      assert.throws(
        () => nativeAddon(bytes, at(directory, { load: never })),
        /^no directory lets .* be loaded: .*: not here; .*: not here/,
      )
    }),
  )

  needing(
    test,
    'the right to mount',
    canMount(),
  )('really runs, though the first directory is mounted noexec', () =>
    onSmallDisk('8m', (disk, remount) => {
      remount('noexec')
      // in a process of its own, since a library that can't be loaded holds on to the disk
      const worker = join(import.meta.dirname, 'workers/load-addon.ts')
      const { stdout, stderr } = spawnSync(process.execPath, [worker, disk], { encoding: 'utf8' })
      assert.is(stdout, 'failed,function', stderr)
    }),
  )

  test('elsewhere is a file that only its owner can write, named for its content', () =>
    inScratch(home => {
      assert.is(nativeAddon(bytes, onMac(home)), 'the addon')
      const folder = join(home, 'Library/Caches/awsenv/native')
      const [name = ''] = readdirSync(folder)
      assert.match(name, /^[0-9a-f]{64}\.node$/)
      assert.is(statSync(folder).mode & 0o777, 0o700)
      assert.is(statSync(join(folder, name)).mode & 0o777, 0o600)
      assert.is(nativeAddon(bytes, onMac(home)), 'the addon')
      assert.is(nativeAddon(Buffer.from('a newer one'), onMac(home)), 'a newer one')
      assert.is(readdirSync(folder).length, 2)
      const onWindows = at(home, { platform: 'win32', env: { LOCALAPPDATA: join(home, 'Local') }, uid: undefined })
      assert.is(nativeAddon(bytes, onWindows), 'the addon')
      assert.equal(readdirSync(join(home, 'Local/awsenv/native')), [name])
    }))

  test('one that was tampered with is replaced, and one that others can write, or a link, is never loaded', () =>
    inScratch(home => {
      nativeAddon(bytes, onMac(home))
      const folder = join(home, 'Library/Caches/awsenv/native')
      const path = join(folder, readdirSync(folder)[0] ?? '')
      writeFileSync(path, 'evil')
      assert.is(nativeAddon(bytes, onMac(home)), 'the addon')
      chmodSync(path, 0o622)
      const loaded: string[] = []
      const load = (file: string) => void loaded.push(file)
      assert.throws(() => nativeAddon(bytes, onMac(home, { load })), /is open to others/)
      chmodSync(path, 0o600)
      chmodSync(folder, 0o777)
      assert.throws(() => nativeAddon(bytes, onMac(home, { load })), /is open to others/)
      mkdirSync(join(home, 'other/Library/Caches/awsenv'), { recursive: true, mode: 0o700 })
      symlinkSync(folder, join(home, 'other/Library/Caches/awsenv/native'))
      assert.throws(() => nativeAddon(bytes, onMac(join(home, 'other'), { load })), /is not a directory/)
      assert.equal(loaded, [])
    }))
})
