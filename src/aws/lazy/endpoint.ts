/** Which host of a service is asked, and for which region the request is signed: by the SDK's own rules. */
import { awsEndpointFunctions } from '@aws-sdk/core/client'
import { resolveRegionConfig } from '@smithy/core/config'
import { type BinaryDecisionDiagram, customEndpointFunctions, decideEndpoint } from '@smithy/core/endpoints'

export type Whereabouts = {
  readonly region: string
  /** The configured URL; undefined for AWS's own. */
  readonly endpoint: string | undefined
  /** The SDK refuses these two together with a configured endpoint. */
  readonly isFips: boolean
  readonly isDualstack: boolean
}

export type ResolvedEndpoint = { readonly url: URL; readonly signingRegion: string }

/** @throws Error if the region isn't part of a host name, or its partition has no such endpoint */
export async function endpointFor(rules: BinaryDecisionDiagram, place: Whereabouts): Promise<ResolvedEndpoint> {
  // Regions such as `fips-us-east-1` name a real one.
  const names = resolveRegionConfig({ region: place.region, useFipsEndpoint: place.isFips })
  const region = await names.region()
  const { url, properties } = decideEndpoint(rules, {
    endpointParams: {
      Region: region,
      UseFIPS: await names.useFipsEndpoint(),
      UseDualStack: place.isDualstack,
      UseGlobalEndpoint: false,
      ...(place.endpoint === undefined ? {} : { Endpoint: place.endpoint }),
    },
  })
  const [scheme] = (properties?.['authSchemes'] ?? []) as readonly { readonly signingRegion?: string }[]
  return { url, signingRegion: scheme?.signingRegion ?? region }
}

customEndpointFunctions['aws'] = awsEndpointFunctions
