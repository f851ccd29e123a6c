import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Callback, Test } from 'uvu'
import * as assert from 'uvu/assert'
import { readPrivateFile, writePrivateFile } from '../../src/vault/private-files.ts'
import { VaultError } from '../../src/vault/vault-error.ts'
import { describe, needing } from '../support/describe.ts'
import { canMount, inScratch, onSmallDisk } from './scratch.ts'

describe('private files', test => {
  const uid = process.getuid?.()
  const bytes = Buffer.from('secret')
  const withFile = (body: (path: string, directory: string) => unknown) =>
    inScratch(directory => {
      const path = join(directory, 'some.vault')
      writePrivateFile(path, bytes, uid)
      return body(path, directory)
    })
  const refused = (reason: string, message: RegExp, task: () => unknown) => {
    try {
      task()
    } catch (error) {
      assert.instance(error, VaultError)
      assert.is((error as VaultError).reason, reason)
      assert.match((error as VaultError).message, message)
      return
    }
    assert.unreachable('nothing was refused')
  }
  const only = (what: string, present: boolean): ((title: string, body: Callback) => void) =>
    needing(test as Test, what, present)

  test('what was written is read', () => withFile(path => assert.equal(readPrivateFile(path, uid), bytes)))

  test('a file that is not there is no file', () =>
    inScratch(directory => assert.is(readPrivateFile(join(directory, 'none'), uid), undefined)))

  test('a file that others may read is refused, with the way out', () =>
    withFile(path => {
      for (const mode of [0o640, 0o604, 0o620, 0o610, 0o644]) {
        chmodSync(path, mode)
        refused('unsafe', /is open to others/, () => readPrivateFile(path, uid))
      }
    }))

  test('a directory that others may enter is refused, to read and to write', () =>
    withFile((path, directory) => {
      chmodSync(directory, 0o777)
      refused('unsafe', /directory .* is open to others/, () => readPrivateFile(path, uid))
      refused('unsafe', /directory .* is open to others/, () => writePrivateFile(path, Buffer.from('new'), uid))
      assert.equal(readFileSync(path), bytes)
    }))

  test('a directory that is a link is refused', () =>
    withFile((_, directory) => {
      symlinkSync(directory, join(directory, 'link'))
      refused('unsafe', /not a directory/, () => readPrivateFile(join(directory, 'link', 'some.vault'), uid))
      refused('unsafe', /not a directory/, () => writePrivateFile(join(directory, 'link', 'x.vault'), bytes, uid))
    }))

  test('a symbolic link is refused, even one to a good file', () =>
    withFile(path => {
      renameSync(path, `${path}.other`)
      symlinkSync(`${path}.other`, path)
      refused('unsafe', /symbolic link/, () => readPrivateFile(path, uid))
    }))

  test('a hard link is refused', () =>
    withFile(path => {
      linkSync(path, `${path}.other`)
      refused('unsafe', /second name/, () => readPrivateFile(path, uid))
    }))

  test('a pipe is refused at once instead of waited for', () =>
    withFile(path => {
      rmSync(path)
      assert.is(spawnSync('mkfifo', ['-m', '600', path]).status, 0)
      refused('unsafe', /not a file/, () => readPrivateFile(path, uid))
    }))

  test('a directory in its place is refused, to read and to replace', () =>
    withFile((path, directory) => {
      rmSync(path)
      mkdirSync(path, { mode: 0o700 })
      refused('unsafe', /not a file/, () => readPrivateFile(path, uid))
      refused('system', /can't write/, () => writePrivateFile(path, bytes, uid))
      assert.equal(readdirSync(directory), ['some.vault'])
    }))

  only('root', uid === 0)("another user's file and another user's directory are refused", () =>
    withFile((path, directory) => {
      chownSync(path, 12345, 12345)
      refused('unsafe', /some.vault" belongs to another user/, () => readPrivateFile(path, uid))
      chownSync(directory, 12345, 12345)
      refused('unsafe', /directory .* belongs to another user/, () => writePrivateFile(path, bytes, uid))
    }),
  )

  test('8 MiB are read, and 9 MiB are refused', () =>
    withFile(path => {
      truncateSync(path, 8 * 1024 * 1024)
      assert.is(readPrivateFile(path, uid)?.length, 8 * 1024 * 1024)
      truncateSync(path, 9 * 1024 * 1024)
      refused('unsafe', /larger than any vault/, () => readPrivateFile(path, uid))
    }))

  test('on Windows, which has no owners and modes, only the kind of file is looked at', () =>
    withFile(path => {
      chmodSync(path, 0o644)
      assert.equal(readPrivateFile(path, undefined), bytes)
    }))

  test('whatever the umask, the file is 0600, and a new directory is 0700', () =>
    inScratch(scratch => {
      const before = process.umask()
      try {
        for (const umask of [0o000, 0o022, 0o077, 0o277, 0o477]) {
          const directory = join(scratch, String(umask))
          process.umask(umask & 0o077)
          mkdirSync(directory, { mode: 0o700 })
          if ((umask & 0o700) === 0) rmSync(directory, { recursive: true })
          process.umask(umask)
          writePrivateFile(join(directory, 'some.vault'), bytes, uid)
          assert.is(statSync(join(directory, 'some.vault')).mode & 0o7777, 0o600)
          assert.is(statSync(directory).mode & 0o777, 0o700)
        }
      } finally {
        process.umask(before)
      }
    }))

  only('the right to mount', canMount())('on a full disk the old file stays, and nothing else', () =>
    onSmallDisk('64k', directory => {
      const path = join(directory, 'some.vault')
      writePrivateFile(path, bytes, uid)
      refused('system', /ENOSPC/, () => writePrivateFile(path, Buffer.alloc(200_000), uid))
      assert.equal(readPrivateFile(path, uid), bytes)
      assert.equal(readdirSync(directory), ['some.vault'])
    }),
  )

  only('the right to mount', canMount())('a disk that fills up in the middle of a write is noticed', () =>
    onSmallDisk('64k', directory => {
      const path = join(directory, 'some.vault')
      // 40 KiB fit, another 40 KiB do in part: write(2) answers with a short count first
      writePrivateFile(path, Buffer.alloc(40_000, 1), uid)
      refused('system', /ENOSPC/, () => writePrivateFile(path, Buffer.alloc(40_000, 2), uid))
      assert.equal(readPrivateFile(path, uid), Buffer.alloc(40_000, 1))
    }),
  )

  only('the right to mount', canMount())('on a disk that is read-only the old file stays readable', () =>
    onSmallDisk('64k', (directory, remount) => {
      const path = join(directory, 'some.vault')
      writePrivateFile(path, bytes, uid)
      remount('ro')
      refused('system', /EROFS/, () => writePrivateFile(path, Buffer.from('new'), uid))
      assert.equal(readPrivateFile(path, uid), bytes)
    }),
  )
})
