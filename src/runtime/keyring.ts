// The addon that npm has installed for this machine. The build puts the binary's own in the place of this file.
export { AsyncEntry } from '@napi-rs/keyring'
