// The SDK's signer, for the one request to S3, which its client would be too large for. Loaded by import() alone.
export { SignatureV4 } from '@smithy/signature-v4'
export { Sha256 } from './sha256.ts'
