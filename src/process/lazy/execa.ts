// Loaded by import() alone, when a command is run: the build makes it a bundle of its own.
export { execa } from 'execa'
