// Loaded by import() alone, when there is a file to read: the build makes it a bundle of its own.
export { parse, TomlError } from 'smol-toml'
