/** A KeyVault in memory, which counts how often its secrets had to be opened, and can die in the middle of a piece of work. */
import { AwsenvError, ExitCode } from '../../src/errors.ts'
import { checkUnchanged, type KeyFacts, type KeyVault, type StoredKey } from '../../src/vault/keys/key-vault.ts'

/** What the commands of one machine share. */
export type FakeKeys = {
  readonly entries: Map<string, StoredKey>
  /** How often a person would have been asked for the passphrase, if it were never remembered. */
  opened: number
  /** The store that seals the vault, once it has a key. */
  store: string
  /** Whether the facts are remembered beside the vault; without that, to list is to open. */
  remembersFacts: boolean
  /** Whether nobody but a person can open it. */
  needsPerson: boolean
  /** Called before each write. */
  beforeWrite: (what: string) => void
}

export function fakeKeys(): FakeKeys {
  return {
    entries: new Map(),
    opened: 0,
    store: 'keychain',
    remembersFacts: true,
    needsPerson: false,
    beforeWrite() {},
  }
}

export function fakeKeyVault(keys: FakeKeys, isAttended = true): KeyVault {
  const open = () => {
    if (keys.needsPerson && !isAttended)
      throw new AwsenvError('the vault of the keys needs its passphrase', { exitCode: ExitCode.cannotAsk })
    keys.opened++
  }
  const check = (name: string, before: StoredKey | undefined) => {
    const found = keys.entries.get(name)
    checkUnchanged(name, found && { ...found, secretAccessKey: found.secretAccessKey.reveal() }, before)
  }
  return {
    path: '/home/alice/.local/share/awsenv/vault/keys.vault',
    store: () => (keys.entries.size > 0 ? keys.store : undefined),
    names: () => [...keys.entries.keys()].sort(),
    async list() {
      if (!keys.remembersFacts && keys.entries.size > 0) open()
      const factsOf = ({ secretAccessKey, ...facts }: StoredKey): KeyFacts => facts
      return new Map([...keys.entries].map(([name, key]) => [name, factsOf(key)]))
    },
    async get(name) {
      if (!keys.entries.has(name)) return undefined
      open()
      return keys.entries.get(name)
    },
    async put(name, key, before) {
      open()
      keys.beforeWrite(`put ${name}`)
      check(name, before)
      keys.entries.set(name, key)
    },
    async remove(name, before) {
      if (before === undefined && !keys.entries.has(name)) return
      open()
      keys.beforeWrite(`remove ${name}`)
      check(name, before)
      keys.entries.delete(name)
    },
    unattended: () => fakeKeyVault(keys, false),
  }
}
