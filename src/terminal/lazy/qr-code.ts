// Loaded by import() alone, to show a QR code: the build makes it a bundle of its own.
export { encode } from 'uqr'
