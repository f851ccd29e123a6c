// The addon that npm installed for this machine. The build replaces this file with the binary's own.
export { AsyncEntry } from '@napi-rs/keyring'
