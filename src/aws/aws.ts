/** The door to AWS: one line for all calls of a command, opened at the first. */

import type { AccessKey, Credentials, SigningKey } from '../model/credentials.ts'
import type { Secret } from '../model/secret.ts'
import { createAccessKey, deleteAccessKey, type ListedKey, listAccessKeys, setAccessKeyActive } from './access-keys.ts'
import type { Facts } from './client/call.ts'
import { closeTransport, openTransport, type Transport, type TransportOptions } from './client/client.ts'
import { configuredEndpoint, type NetworkSettings } from './client/endpoint.ts'
import { getSigninToken } from './federation.ts'
import { accountAlias, listMfaSerials } from './iam.ts'
import { askMetadata, type MetadataAnswer, type MetadataRequest } from './metadata.ts'
import {
  type AssumeRoleRequest,
  assumeRole,
  assumeRoleWithWebIdentity,
  getCallerIdentity,
  getSessionToken,
  type Identity,
  type MfaCode,
  type WebIdentityRequest,
} from './sts.ts'

/** Who asks, and in which region. */
export type Caller = { readonly accessKey: SigningKey; readonly region: string }

/** Nobody signs AssumeRoleWithWebIdentity. */
type Signer = { readonly accessKey: SigningKey | undefined; readonly region: string }

export type TemporaryCaller = { readonly accessKey: Required<AccessKey>; readonly region: string }

export interface Aws {
  /** What the profiles of a chain say about the way to AWS; before the first call. */
  follow(network: NetworkSettings): void
  getCallerIdentity(caller: Caller): Promise<Identity>
  getSessionToken(
    caller: Caller,
    request: { durationSeconds: number; mfaCode: MfaCode },
    facts: Facts,
  ): Promise<Credentials>
  assumeRole(caller: Caller, request: AssumeRoleRequest, facts: Facts): Promise<Credentials>
  /** Without a key: the token says who asks. */
  assumeRoleWithWebIdentity(region: string, request: WebIdentityRequest, facts: Facts): Promise<Credentials>
  /** undefined where the caller may not list them. */
  listMfaSerials(caller: Caller): Promise<readonly string[] | undefined>
  /** undefined where there is none, or the caller may not read it. */
  accountAlias(caller: Caller): Promise<string | undefined>
  createAccessKey(caller: Caller): Promise<AccessKey>
  /** undefined where the caller may not list them. */
  listAccessKeys(caller: Caller): Promise<readonly ListedKey[] | undefined>
  setAccessKeyActive(caller: Caller, key: { accessKeyId: string; isActive: boolean }): Promise<void>
  deleteAccessKey(caller: Caller, accessKeyId: string): Promise<void>
  /** Asks a metadata service of this machine or container; any status is an answer. */
  askMetadata(request: MetadataRequest): Promise<MetadataAnswer>
  /**
   * A token that signs a browser in with these credentials, and where it was asked for. `host` is AWS's own for that.
   * AWS takes those of a role or of a federated user, and no others.
   */
  getSigninToken(caller: TemporaryCaller, host: string): Promise<{ signinToken: Secret; endpoint: string }>
  /** Where STS is asked, when it is not AWS's own endpoint of the region. */
  readonly stsEndpoint: string | undefined
  /** The server's clock minus ours in milliseconds, from the newest answer; 0 before the first. */
  readonly clockOffset: number
  /** Lets all calls together take so many milliseconds from now. */
  hurry(milliseconds: number): void
  close(): void
}

export function openAws(options: TransportOptions): Aws {
  let transport: Transport | undefined
  let network: NetworkSettings = {}
  const opened = () => {
    transport ??= openTransport(options)
    return transport
  }
  /** A secret that is sealed is opened here: before the clock of the request runs, since a person may be asked for it. */
  const connection = async (service: string, { accessKey, region }: Signer) => {
    const endpoint = configuredEndpoint(options.env, service, network)
    const key = accessKey !== undefined && 'open' in accessKey ? await accessKey.open() : accessKey
    return { accessKey: key, region, endpoint, network }
  }
  return {
    follow(settings) {
      network = settings
    },
    getCallerIdentity: async caller => getCallerIdentity(opened(), await connection('sts', caller)),
    getSessionToken: async (caller, request, facts) =>
      getSessionToken(opened(), await connection('sts', caller), request, facts),
    assumeRole: async (caller, request, facts) => assumeRole(opened(), await connection('sts', caller), request, facts),
    assumeRoleWithWebIdentity: async (region, request, facts) =>
      assumeRoleWithWebIdentity(opened(), await connection('sts', { accessKey: undefined, region }), request, facts),
    listMfaSerials: async caller => listMfaSerials(opened(), await connection('iam', caller)),
    accountAlias: async caller => accountAlias(opened(), await connection('iam', caller)),
    createAccessKey: async caller => createAccessKey(opened(), await connection('iam', caller)),
    listAccessKeys: async caller => listAccessKeys(opened(), await connection('iam', caller)),
    setAccessKeyActive: async (caller, key) => setAccessKeyActive(opened(), await connection('iam', caller), key),
    deleteAccessKey: async (caller, id) => deleteAccessKey(opened(), await connection('iam', caller), id),
    askMetadata: async request => askMetadata(opened(), request),
    async getSigninToken(caller, host) {
      const endpoint = configuredEndpoint(options.env, 'signin', network) ?? `https://${host}`
      const signinToken = await getSigninToken(opened(), { ...caller, endpoint, network }, host)
      return { signinToken, endpoint }
    },
    get stsEndpoint() {
      return configuredEndpoint(options.env, 'sts', network)
    },
    get clockOffset() {
      return transport?.clockOffset ?? 0
    },
    hurry(milliseconds) {
      opened().until = performance.now() + milliseconds
    },
    close() {
      if (transport !== undefined) closeTransport(transport)
    },
  }
}
