/**
 * `trainee.cjs WORK NOW COMMAND CALL…`: runs bundles as the binary does, call after call in one process, at the time NOW,
 * and writes what V8 has compiled meanwhile: for COMMAND its own bundle alone, for '' those that commands share.
 */
'use strict'
const { readdirSync, readFileSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')
const { setImmediate } = require('node:timers/promises')
const { Script } = require('node:vm')

const [, , work, now, command, ...calls] = process.argv
const scripts = new Map()

/** What the binary has and a plain node has not; and each bundle is compiled once, however often it is loaded. */
const inside = {
  'node:sea': {
    getAsset: name => readFileSync(join(work, name), 'utf8'),
    getRawAsset() {
      throw new Error('there is no cache yet')
    },
    getAssetKeys: () => readdirSync(work),
  },
  'node:vm': {
    Script: function Kept(source, options) {
      if (!scripts.has(options.filename)) scripts.set(options.filename, new Script(source, options))
      return scripts.get(options.filename)
    },
  },
}

function requireInside(name) {
  return inside[name] ?? require(name)
}

async function run() {
  stopClocks()
  process.exit = exitCode => {
    process.exitCode = exitCode ?? process.exitCode
  }
  process.execve = () => process.exit(0)
  process.getBuiltinModule = requireInside
  const start = new Function('require', readFileSync(join(work, 'start.cjs'), 'utf8'))
  for (const call of calls) {
    process.argv = [process.execPath, process.execPath, ...call.split(' ')]
    process.exitCode = undefined
    start(requireInside)
    while (process.exitCode === undefined) await setImmediate()
    if (process.exitCode !== 0) throw new Error(`"awsenv ${call}" ended with status ${process.exitCode}`)
  }
  for (const [file, script] of scripts) {
    const isWanted = command === '' ? !file.startsWith('main-') : file === `main-${command}.cjs`
    if (isWanted) writeFileSync(join(work, file.replace('.cjs', '.cache')), script.createCachedData())
  }
}

/** V8 notes in the code which kinds of numbers a comparison has met, and a time that was measured is of any kind. */
function stopClocks() {
  globalThis.Date = class extends Date {
    constructor(...of) {
      super(...(of.length === 0 ? [Number(now)] : of))
    }
    static now() {
      return Number(now)
    }
  }
  process.hrtime = Object.assign(() => [1000, 500_000.5], { bigint: process.hrtime.bigint })
  require('node:os').uptime = () => 100_000.5
}

run()
