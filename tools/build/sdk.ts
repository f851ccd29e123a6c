import type { Plugin } from 'esbuild'

/**
 * Leaves out what the SDK's clients bring for callers that awsenv is not: their search for credentials (with four more
 * clients inside), signatures for several regions at once, and event streams. That is two fifths of each client, which
 * a first request would evaluate. `notFound` names what no client imports any more: then this list is out of date.
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
  '@aws-sdk/credential-provider-node':
    'export const defaultProvider = () => () => Promise.reject(new Error("awsenv gives the SDK its credentials"))',
  '@aws-sdk/signature-v4-multi-region': 'export { SignatureV4 as SignatureV4MultiRegion } from "@smithy/signature-v4"',
  '@smithy/core/event-streams': 'export class EventStreamSerde {}',
}
