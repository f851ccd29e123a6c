/** Stands in for src/runtime/build.ts inside the binary. */
import { getAsset } from 'node:sea'
import type { Build } from '../../../src/runtime/build.ts'

export const build: Build = { kind: 'binary', commit: getAsset('commit.txt', 'utf8') || null }
