/** A client's own rules of endpoints, which its package doesn't export by name. */
declare module '@aws-sdk/*/dist-es/endpoint/bdd.js' {
  import type { BinaryDecisionDiagram } from '@smithy/core/endpoints'

  export const bdd: BinaryDecisionDiagram
}
