import * as assert from 'uvu/assert'
import type { Context } from '../../../src/context/context.ts'
import { candidatesForAccount, candidatesOf } from '../../../src/credentials/source/candidates.ts'
import { profilesIn } from '../../profiles/shared-files.ts'
import { describe } from '../../support/describe.ts'

describe('credentials/source/candidates', test => {
  const COUNT = 300

  test('an account is given to the keys from which a profile has a role there', async () => {
    const { context } = people(COUNT)
    const keys = await candidatesOf(context, undefined)
    assert.is(keys.length, COUNT)
    const names = candidatesForAccount(context, keys, accountOf(7)).map(({ profile }) => profile?.name)
    assert.equal(names, ['user7'])
    assert.equal(candidatesForAccount(context, keys, '999999999999'), [])
  })

  test('hundreds of keys and roles are looked through in step with their number', async () => {
    const { context, reads } = people(COUNT)
    candidatesForAccount(context, await candidatesOf(context, undefined), accountOf(7))
    assert.ok(reads() < 10 * COUNT, `${reads()} profiles were put together for ${COUNT} keys`)
  })

  const accountOf = (index: number) => String(100_000_000_000 + index)

  /** So many users with a key each, and a role in an account of their own. */
  function people(count: number) {
    const indices = Array.from({ length: count }, (_, index) => index)
    const key = (index: number) =>
      `[user${index}]\naws_access_key_id = AKIA${String(index).padStart(16, '0')}\naws_secret_access_key = x\n`
    const role = (index: number) =>
      `[profile role${index}]\nrole_arn = arn:aws:iam::${accountOf(index)}:role/Admin\nsource_profile = user${index}\n`
    const files = profilesIn(indices.map(role).join(''), indices.map(key).join(''))
    let reads = 0
    const profiles = {
      ...files,
      get(name: string) {
        reads++
        return files.get(name)
      },
    }
    const context = {
      ...{ env: {}, environmentBefore: {}, profiles, keys: { names: () => [] }, vault: { get: () => undefined } },
      credentialsBackup: undefined,
    } as unknown as Context
    return { context, reads: () => reads }
  }
})
