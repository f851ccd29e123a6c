/** All that the binary's own script does: the main bundle is an asset, as the others are, so that it has a code cache. */
import { loadBundle } from './load-bundle.ts'

loadBundle('main')
