import { Secret } from './secret.ts'

/** An access key of a user (AKIA…), or a temporary one of STS. Names are the SDK's. */
export type AccessKey = {
  readonly accessKeyId: string
  readonly secretAccessKey: Secret
  readonly sessionToken?: Secret
}

/** A long-term key whose id is known without asking anybody, and whose secret is opened to sign a request. */
export type SealedKey = { readonly accessKeyId: string; open(): Promise<AccessKey> }

/** Something that can sign a request. */
export type SigningKey = AccessKey | SealedKey

/** The key with its secret. Its store may ask for a passphrase. */
export async function opened(key: SigningKey): Promise<AccessKey> {
  return 'open' in key ? key.open() : key
}

/** STS's answer: temporary credentials and their expiration, in epoch seconds of this machine's clock. */
export type Credentials = Required<AccessKey> & { readonly expiration: number }

/** Whether the key is temporary: GetSessionToken refuses those, and so does most of IAM. */
export function isTemporary(accessKey: { readonly accessKeyId: string; readonly sessionToken?: Secret }): boolean {
  return accessKey.sessionToken !== undefined || accessKey.accessKeyId.startsWith('ASIA')
}

/** An access key id as messages show it: the last four characters, as the AWS CLI does. */
export function shownAccessKeyId(accessKey: { readonly accessKeyId: string }): string {
  return `****${accessKey.accessKeyId.slice(-4)}`
}

/** Credentials in the form that the sealed vault stores: the one place where their secrets become plain text. */
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
