import type { Plugin } from 'esbuild'

/**
 * Leaves out what the SDK's protocols bring for services that awsenv doesn't call: event streams. `notFound` names what
 * nothing imports any more: then this list is out of date.
 */
export function withoutUnusedSdk(): { readonly plugin: Plugin; readonly notFound: () => readonly string[] } {
  const left = new Set(Object.keys(STAND_INS))
  const plugin: Plugin = {
    name: 'without-unused-sdk',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^@(aws-sdk|smithy)\// }, ({ path }) => {
        if (STAND_INS[path] === undefined) return undefined
        left.delete(path)
        return { path, namespace: 'stand-in', sideEffects: false }
      })
      onLoad({ filter: /./, namespace: 'stand-in' }, ({ path }) => ({
        contents: STAND_INS[path] ?? '',
        loader: 'js',
        resolveDir: import.meta.dirname,
      }))
    },
  }
  return { plugin, notFound: () => [...left] }
}

const STAND_INS: Readonly<Record<string, string>> = {
  '@smithy/core/event-streams': 'export class EventStreamSerde {}',
}
