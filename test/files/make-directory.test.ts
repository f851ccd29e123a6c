import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { writeTextFile } from '../../src/files/write.ts'
import { makePrivateDirectory } from '../../src/vault/private-files.ts'
import { describe, needing } from '../support/describe.ts'
import { canMount, onSmallDisk } from '../vault/scratch.ts'

describe('files/make-directory', suite => {
  const test = needing(suite, 'the right to mount', canMount())

  test("3.9 below a home that is read-only, the reason is said, and not that the file doesn't exist", () =>
    onSmallDisk('64k', (disk, remount) => {
      remount('ro')
      assert.throws(
        () => writeTextFile(join(disk, '.config', 'awsenv', 'config.toml'), undefined, 'x'),
        /config\.toml": the file system is read-only$/,
      )
      assert.throws(
        () => makePrivateDirectory(join(disk, '.local', 'state', 'awsenv'), process.getuid?.()),
        /can't make the directory ".*awsenv": EROFS: the file system is read-only$/,
      )
    }))
})
