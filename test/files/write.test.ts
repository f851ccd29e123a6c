import fs, {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import { pid } from 'node:process'
import * as assert from 'uvu/assert'
import { writeTextFile } from '../../src/files/write.ts'
import { describe } from '../support/describe.ts'
import { inScratch } from '../vault/scratch.ts'

describe('files/write', test => {
  /** Runs `meanwhile` right before or behind the first call of a function of node:fs that has this path. */
  function around(call: 'renameSync' | 'linkSync', when: 'before' | 'after', meanwhile: () => void, body: () => void) {
    const original = fs[call]
    let isDone = false
    const once = () => {
      if (isDone) return
      isDone = true
      meanwhile()
    }
    fs[call] = (from, to) => {
      if (when === 'before') once()
      original(from, to)
      if (when === 'after') once()
    }
    syncBuiltinESMExports()
    try {
      body()
    } finally {
      fs[call] = original
      syncBuiltinESMExports()
    }
    assert.ok(isDone)
  }
  const inFolder = (body: (path: string) => void) => inScratch(directory => body(join(directory, 'credentials')))
  const refused = /has changed meanwhile/

  for (const [call, when] of [
    ['linkSync', 'before'],
    ['linkSync', 'after'],
    ['renameSync', 'before'],
    ['renameSync', 'after'],
  ] as const) {
    test(`2.1 what another program writes into the file ${when} ${call} is there in the end`, () =>
      inFolder(path => {
        writeFileSync(path, 'old')
        // A program that has the file open writes on into that file, whatever its name is by then.
        const open = fs.openSync(path, 'r+')
        const write = () => {
          fs.ftruncateSync(open)
          fs.writeSync(open, 'theirs', 0)
        }
        around(call, when, write, () => assert.throws(() => writeTextFile(path, 'old', 'ours'), refused))
        fs.closeSync(open)
        assert.equal([readFileSync(path, 'utf8'), readdirSync(join(path, '..'))], ['theirs', ['credentials']])
      }))
  }

  for (const when of ['before', 'after'] as const) {
    test(`2.1 a file that another program puts there by a rename ${when} the second name is made stays`, () =>
      inFolder(path => {
        writeFileSync(path, 'old')
        const put = () => {
          writeFileSync(`${path}.x`, 'old')
          renameSync(`${path}.x`, path)
          writeFileSync(path, 'theirs')
        }
        around('linkSync', when, put, () => assert.throws(() => writeTextFile(path, 'old', 'ours'), refused))
        assert.equal([readFileSync(path, 'utf8'), readdirSync(join(path, '..'))], ['theirs', ['credentials']])
      }))
  }

  test('2.1 a file that another program makes at the last moment stays', () =>
    inFolder(path => {
      const make = () => writeFileSync(path, 'theirs')
      around('linkSync', 'before', make, () => assert.throws(() => writeTextFile(path, undefined, 'ours'), refused))
      assert.equal([readFileSync(path, 'utf8'), readdirSync(join(path, '..'))], ['theirs', ['credentials']])
    }))

  test('2.1 a file is removed only as what it was', () =>
    inFolder(path => {
      writeFileSync(path, 'theirs')
      assert.throws(() => writeTextFile(path, 'old', undefined), refused)
      assert.is(readFileSync(path, 'utf8'), 'theirs')
      writeTextFile(path, 'theirs', undefined)
      assert.equal(readdirSync(join(path, '..')), [])
    }))

  test('where the file system has no second names, it is compared all the same', () =>
    inFolder(path => {
      const original = fs.linkSync
      fs.linkSync = () => {
        throw Object.assign(new Error('no links'), { code: 'EPERM' })
      }
      syncBuiltinESMExports()
      try {
        writeTextFile(path, undefined, 'a')
        writeTextFile(path, 'a', 'b')
        assert.throws(() => writeTextFile(path, 'a', 'c'), refused)
      } finally {
        fs.linkSync = original
        syncBuiltinESMExports()
      }
      assert.equal([readFileSync(path, 'utf8'), readdirSync(join(path, '..'))], ['b', ['credentials']])
    }))

  test('2.8 what a killed process has left goes with the next write, and nothing else does', () =>
    inFolder(path => {
      const beside = (rest: string) => `${path}.${rest}`
      const dead = 2 ** 22 + 1
      const hex = '0123456789abcdef'
      writeFileSync(path, 'old')
      linkSync(path, beside(`awsenv-${dead}-${hex}.tmp`))
      writeFileSync(beside(`awsenv-${dead}-1${hex.slice(1)}.tmp`), 'secret')
      const staying = [
        `awsenv-${pid}-${hex}.tmp`,
        `awsenv-${dead}-${hex}`,
        `awsenv-${dead}-x.tmp`,
        `${hex}.tmp`,
        'awsenv-notes.tmp',
      ]
      for (const name of staying) writeFileSync(beside(name), 'mine')
      mkdirSync(beside(`awsenv-${dead}-2${hex.slice(1)}.tmp`))
      symlinkSync(path, beside(`awsenv-${dead}-3${hex.slice(1)}.tmp`))
      utimesSync(beside(`awsenv-${pid}-${hex}.tmp`), 0, 0)
      writeTextFile(path, 'old', 'new')
      assert.is(lstatSync(path).nlink, 1)
      for (const name of staying) assert.ok(existsSync(beside(name)), name)
      assert.is(readdirSync(join(path, '..')).length, 1 + staying.length + 2)
    }))
})
