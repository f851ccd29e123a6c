/** After the installation: puts the binary in the place of the launcher, so that no call starts a Node first. */
'use strict'
const { copyFileSync, linkSync, renameSync, rmSync } = require('node:fs')
const { join } = require('node:path')

/** The binary that npm has installed for this platform. */
exports.binaryPath = () => {
  const system = process.platform === 'win32' ? 'win' : process.platform
  const program = process.platform === 'win32' ? 'awsenv.exe' : 'awsenv'
  const name = `@awsenv/${system}-${process.arch}`
  try {
    return require.resolve(`${name}/bin/${program}`)
  } catch {
    throw new Error(`awsenv: the package ${name} is not installed: install awsenv again without --omit=optional`)
  }
}

// On Windows npm's own shims call the launcher with node: a program can't stand in its place.
if (require.main === module && process.platform !== 'win32') {
  const [launcher, fresh] = [join(__dirname, 'launcher.cjs'), join(__dirname, 'launcher.new')]
  rmSync(fresh, { force: true })
  try {
    linkSync(exports.binaryPath(), fresh)
  } catch {
    copyFileSync(exports.binaryPath(), fresh)
  }
  renameSync(fresh, launcher)
}
