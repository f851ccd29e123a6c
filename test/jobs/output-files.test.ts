import fc from 'fast-check'
import * as assert from 'uvu/assert'
import { fileNames } from '../../src/jobs/output-files.ts'
import { describe } from '../support/describe.ts'

describe('jobs/output-files', test => {
  test('names of files', () => {
    assert.equal(fileNames(['prod', 'Data-Platform/Admin', '../../etc/passwd', '.ssh', 'a b', 'Münze', '//', '']), [
      ...['prod', 'Data-Platform-Admin', 'etc-passwd', 'ssh', 'a-b', 'Münze', 'target', 'target-2'],
    ])
    assert.equal(fileNames(['a', 'A', 'a-2', 'a']), ['a', 'A-2', 'a-2-2', 'a-3'])
  })

  test('whatever the names are: each file is another one, in the folder itself', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('a', 'A', '.', '/', '-', '2', '\x00', ' '), maxLength: 5 })),
        names => {
          const files = fileNames(names)
          assert.is(new Set(files.map(file => file.toLowerCase())).size, names.length)
          assert.ok(files.every(file => /^[^./\x00-][^/\x00]*$/.test(file)))
        },
      ),
    )
  })
})
