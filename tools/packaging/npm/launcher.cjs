#!/usr/bin/env node
/**
 * What `awsenv` is until install.cjs has put the binary in its place, and where npm runs no scripts (--ignore-scripts):
 * it becomes the binary where Node can do that, and else runs it.
 */
'use strict'
const { spawnSync } = require('node:child_process')
const { binaryPath } = require('./install.cjs')

const path = binaryPath()
const args = process.argv.slice(2)
try {
  if (process.execve !== undefined) {
    process.removeAllListeners('warning')
    process.on('warning', () => {})
    process.execve(path, ['awsenv', ...args], process.env)
  }
} catch {
  // Windows has no execve.
}
const { status, signal, error } = spawnSync(path, args, { stdio: 'inherit' })
if (error !== undefined) throw error
if (signal !== null) process.kill(process.pid, signal)
process.exitCode = status ?? 1
