/**
 * All that the binary's own script does: the main bundles are assets, as the others are, so that they have a code cache.
 * Some commands have a bundle of their own.
 */
import { getAssetKeys } from 'node:sea'
import { loadBundle } from './load-bundle.ts'

const own = `main-${process.argv.slice(2).find(word => !word.startsWith('--hook='))}`
loadBundle(getAssetKeys().includes(`${own}.cjs`) ? own : 'main')
