/** The npm packages, installed by the real npm into a folder of their own. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { NPM_PLATFORMS, writeMainPackage, writePlatformPackage } from '../../tools/packaging/npm.ts'
import { describe } from '../support/describe.ts'
import { type FakeDist, withFakeDist } from './fake-dist.ts'

describe('the npm packages', test => {
  const here = `${process.platform}-${process.arch}`
  const testHere = NPM_PLATFORMS.includes(here) ? test : test.skip

  for (const scripts of ['run', 'ignored'] as const) {
    testHere(`where npm's scripts are ${scripts}, awsenv runs with its words and its exit code`, () =>
      withFakeDist(dist => {
        writeFileSync(join(dist.root, 'dist/awsenv'), '#!/bin/sh\nprintf "<%s>" "$@"; exit 3\n')
        const program = installed(dist, scripts === 'ignored')
        const { status, stdout, stderr } = spawnSync(program, ['a b', '', '--c'], { encoding: 'utf8' })
        assert.is(stderr, '')
        assert.is(stdout, '<a b><><--c>')
        assert.is(status, 3)
        const isScript = readFileSync(program, 'utf8').startsWith('#!/usr/bin/env node')
        assert.is(isScript, scripts === 'ignored', 'install.cjs puts the binary in the place of the launcher')
      }),
    )
  }

  test('a platform without a binary is told so', () =>
    withFakeDist(dist => {
      const folder = writeMainPackage(dist.root, dist.out, '0.1.0')
      const { status, stderr } = spawnSync(process.execPath, [join(folder, 'launcher.cjs')], { encoding: 'utf8' })
      assert.is(status, 1)
      assert.match(stderr, `the package @awsenv/${process.platform}-${process.arch} is not installed`)
    }))
})

/** Gives the path of the program. */
function installed(dist: FakeDist, ignoreScripts: boolean): string {
  const platform = writePlatformPackage(dist.root, dist.out, `${process.platform}-${process.arch}`, 'awsenv', '0.1.0')
  const main = writeMainPackage(dist.root, dist.out, '0.1.0')
  const manifest = JSON.parse(readFileSync(join(main, 'package.json'), 'utf8'))
  // The registry has none of them: this machine's comes from its folder, and the others are for other machines.
  manifest.optionalDependencies = { [`@awsenv/${process.platform}-${process.arch}`]: `file:${platform}` }
  writeFileSync(join(main, 'package.json'), JSON.stringify(manifest))
  const project = join(dist.work, 'project')
  mkdirSync(project)
  writeFileSync(join(project, 'package.json'), '{"private": true}')
  const options = [
    '--offline',
    '--no-audit',
    '--no-fund',
    '--install-links',
    '--silent',
    ...(ignoreScripts ? ['--ignore-scripts'] : []),
  ]
  // An npm that runs the tests hands on its own settings, such as --ignore-scripts of this repository.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)))
  execFileSync('npm', ['install', ...options, main], { cwd: project, env, stdio: ['ignore', 'ignore', 'inherit'] })
  return join(project, 'node_modules/.bin/awsenv')
}
