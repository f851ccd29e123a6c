/** install.ps1 in PowerShell's real engine, against a server of this machine. */
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { installPowerShell } from '../../tools/packaging/manifests/install-ps1.ts'
import { has, powershellShell } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { filesBelow } from './files-below.ts'
import { run, withRelease } from './release-server.ts'

const HOOKS = ['bash', 'elv', 'fish', 'nu', 'ps1', 'xsh', 'zsh'].map(name => `share/awsenv/awsenv.${name}`)

describe('install.ps1', test => {
  const testPwsh = needing(test, 'PowerShell and zip', has(powershellShell.argv[0]) && has('zip'))

  testPwsh(
    'installs, then upgrades; a wrong checksum and a cut download leave the older one; cut, it does nothing',
    () =>
      withRelease({ platforms: ['win-x64'], isZip: true, system: 'win-x64' }, async server => {
        const { dist, home, release } = server
        const PREFIX = join(home, 'Alice Smith')
        const expected = ['bin/awsenv.exe', ...HOOKS]
        const script = installPowerShell(release)
        const install = (text: string) => {
          const path = join(dist.work, 'install.ps1')
          writeFileSync(path, text)
          const env = { HOME: home, PREFIX, TMPDIR: dist.work, PATH: process.env['PATH'] }
          return run([...powershellShell.argv, '-File', path], env)
        }
        const cut = await install(script.slice(0, -4))
        assert.not.equal(cut.status, 0)
        assert.equal([server.requests, filesBelow(home)], [0, []])

        const first = await install(script)
        assert.is(first.status, 0, first.output)
        assert.equal(filesBelow(PREFIX), expected)
        assert.match(first.output, `now run: & '${PREFIX}/bin/awsenv.exe' init powershell --install`)

        writeFileSync(join(PREFIX, 'bin/awsenv.exe'), 'older')
        const wrong = await install(script.replace(release.archives[0]?.sha256 ?? '', '0'.repeat(64)))
        assert.match(wrong.output, 'the checksum is wrong: nothing was installed')
        server.answers = 'cut'
        const short = await install(script)
        assert.equal([wrong.status, short.status], [1, 1])
        assert.is(readFileSync(join(PREFIX, 'bin/awsenv.exe'), 'utf8'), 'older')

        server.answers = 'whole'
        const second = await install(script)
        assert.is(second.status, 0, second.output)
        assert.not.equal(readFileSync(join(PREFIX, 'bin/awsenv.exe'), 'utf8'), 'older')
        assert.equal(filesBelow(PREFIX), expected)
        rmSync(join(dist.work, 'install.ps1'))
        assert.equal(
          filesBelow(dist.work).filter(name => name.endsWith('.zip')),
          [],
        )
      }),
  )

  const [program] = powershellShell.argv
  const checks = has(program) && spawnSync(program, ['--check-5.1', '/dev/null']).status === 0
  needing(
    test,
    'a PowerShell that knows the syntax of 5.1',
    checks,
  )('is in the syntax of Windows PowerShell 5.1, and ASCII', () =>
    withRelease({ platforms: ['win-x64'], isZip: true, system: 'win-x64' }, async ({ dist, release }) => {
      const path = join(dist.work, 'install.ps1')
      writeFileSync(path, installPowerShell(release))
      const { status, stdout } = spawnSync(program, ['--check-5.1', path], { encoding: 'utf8' })
      assert.equal([status, stdout], [0, ''])
    }),
  )
})
