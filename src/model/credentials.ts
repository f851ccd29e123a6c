import { Secret } from './secret.ts'

/** An access key that AWS gave to a user (AKIA…) or that STS made for a while. Names are the SDK's. */
export type AccessKey = {
  readonly accessKeyId: string
  readonly secretAccessKey: Secret
  readonly sessionToken?: Secret
}

/** A long-term key whose id is told without asking anybody, and whose secret is opened when a request is to be signed. */
export type SealedKey = { readonly accessKeyId: string; open(): Promise<AccessKey> }

/** What a request can be signed with. */
export type SigningKey = AccessKey | SealedKey

/** The key with its secret; whoever keeps it may ask for a passphrase. */
export async function opened(key: SigningKey): Promise<AccessKey> {
  return 'open' in key ? key.open() : key
}

/** What STS answers: temporary credentials and until when, in epoch seconds of this machine's clock. */
export type Credentials = Required<AccessKey> & { readonly expiration: number }

/** Whether a key is itself a session's: GetSessionToken refuses those, and so does IAM for the most part. */
export function isTemporary(accessKey: { readonly accessKeyId: string; readonly sessionToken?: Secret }): boolean {
  return accessKey.sessionToken !== undefined || accessKey.accessKeyId.startsWith('ASIA')
}

/** An access key id as messages show it: the last four characters, as the AWS CLI does. */
export function shownAccessKeyId(accessKey: { readonly accessKeyId: string }): string {
  return `****${accessKey.accessKeyId.slice(-4)}`
}

/** Credentials as the vault keeps them, which is sealed: the one place where their secrets become plain text. */
export type StoredCredentials = {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  readonly expiration: number
}

export function storedForm(credentials: Credentials): StoredCredentials {
  return {
    ...credentials,
    secretAccessKey: credentials.secretAccessKey.reveal(),
    sessionToken: credentials.sessionToken.reveal(),
  }
}

export function fromStoredForm(stored: StoredCredentials): Credentials {
  return {
    ...stored,
    secretAccessKey: new Secret(stored.secretAccessKey),
    sessionToken: new Secret(stored.sessionToken),
  }
}
