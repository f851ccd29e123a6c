// Loaded by import() alone, when a browser is opened: the build makes it a bundle of its own.
export { default as open } from 'open'
