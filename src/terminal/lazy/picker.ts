// Loaded by import() alone, when the user must choose: the build makes it a bundle of its own.
export { Readable } from 'node:stream'
export { ReadStream, WriteStream } from 'node:tty'
export { default as search } from '@inquirer/search'
export { default as fuzzysort } from 'fuzzysort'
