/**
 * All that the binary's own script does: the main bundle is an asset, as the others are, so that it has a code cache, of
 * which there is one for each command that runs often.
 */
import { loadBundle } from './load-bundle.ts'

loadBundle('main', `main-${process.argv.slice(2).find(word => !word.startsWith('--hook='))}`)
