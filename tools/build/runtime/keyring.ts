/** Stands in for src/runtime/keyring.ts inside the binary: the addon is one of its assets. */
import { homedir } from 'node:os'
import { getRawAsset } from 'node:sea'
import { nativeAddon } from './native-addon.ts'

const { env, platform } = process

export const { AsyncEntry } = nativeAddon(new Uint8Array(getRawAsset('keyring.node') as ArrayBuffer), {
  ...{ env, platform, home: homedir(), uid: process.getuid?.() },
  load(path) {
    const module = { exports: {} }
    process.dlopen(module, path)
    return module.exports
  },
}) as typeof import('@napi-rs/keyring')
