/** After the installation: puts the binary in the place of the launcher, so that no call starts a Node first. */
'use strict'
const { copyFileSync, linkSync, renameSync, rmSync } = require('node:fs')
const { join } = require('node:path')

/** The binary that npm has installed for this platform; where it has none, says why and ends the process. */
exports.binaryPath = () => {
  const system = process.platform === 'win32' ? 'win' : process.platform
  const name = `@awsenv/${system}-${process.arch}`
  try {
    return require.resolve(`${name}/bin/awsenv${process.platform === 'win32' ? '.exe' : ''}`)
  } catch {
    const { error, hint } = lack(name)
    console.error(`awsenv: error: ${error}\nawsenv: hint: ${hint}`)
    process.exit(1)
  }
}

/** Why there is no binary, and what to do. */
function lack(name) {
  const { optionalDependencies } = require('./package.json')
  if (!Object.hasOwn(optionalDependencies, name))
    return {
      error: `there is no awsenv for ${process.platform} on ${process.arch}`,
      hint: 'it runs on Linux, macOS and Windows: docs/install.md lists where',
    }
  if (process.platform === 'linux' && process.report.getReport().header.glibcVersionRuntime === undefined)
    return {
      error: 'awsenv needs glibc, and this Linux has another C library, such as musl',
      hint: 'use it in an image with glibc, such as debian:stable-slim',
    }
  return {
    error: `npm has not installed the package ${name}, which has the binary`,
    hint: 'install awsenv again with its optional dependencies: npm install -g --include=optional awsenv',
  }
}

// On Windows npm's own shims call the launcher with node: a program can't stand in its place.
if (require.main === module) {
  const binary = exports.binaryPath()
  if (process.platform !== 'win32') replaceLauncher(binary)
}

function replaceLauncher(binary) {
  const [launcher, fresh] = [join(__dirname, 'launcher.cjs'), join(__dirname, 'launcher.new')]
  rmSync(fresh, { force: true })
  try {
    linkSync(binary, fresh)
  } catch {
    copyFileSync(binary, fresh)
  }
  renameSync(fresh, launcher)
}
