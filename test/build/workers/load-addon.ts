/** Loads the keychain's addon as the binary does, in a directory where that can fail, and prints what came of each try. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { nativeAddon } from '../../../tools/build/runtime/native-addon.ts'

const folder = join(import.meta.dirname, '../../../node_modules/@napi-rs')
const [installed = ''] = readdirSync(folder).filter(name => name.startsWith('keyring-'))
const [file = ''] = readdirSync(join(folder, installed)).filter(name => name.endsWith('.node'))
const [directory = ''] = process.argv.slice(2)
const outcomes: string[] = []
nativeAddon(readFileSync(join(folder, installed, file)), {
  ...{ platform: process.platform, env: { XDG_RUNTIME_DIR: directory }, home: directory, uid: process.getuid?.() },
  load(path) {
    const module: { exports: { AsyncEntry?: unknown } } = { exports: {} }
    outcomes.push('failed')
    process.dlopen(module, path)
    outcomes[outcomes.length - 1] = typeof module.exports.AsyncEntry
    return module.exports
  },
})
process.stdout.write(outcomes.join())
