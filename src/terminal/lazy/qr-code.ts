// Loaded by import() alone, when a QR code is to be shown: the build makes it a bundle of its own.
export { encode } from 'uqr'
