import { readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { KINDS, type Kind } from '../../src/completion/names-text.ts'
import { describe } from '../support/describe.ts'
import { type Machine, machine } from '../support/fake-context.ts'
import { keyOf, tell } from './story.ts'

describe('commands/completion', test => {
  const directory = (alice: Machine) => join(alice.home, '.cache/awsenv/completion')
  const file = (alice: Machine, name: string) => join(directory(alice), name)
  const lines = (alice: Machine, kind: Kind) => readFileSync(file(alice, kind), 'utf8').split('\n').slice(0, -1)

  for (const [shell, file] of [
    ['bash', 'awsenv.bash'],
    ['zsh', 'awsenv.zsh'],
    ['fish', 'awsenv.fish'],
    ['powershell', 'awsenv.ps1'],
  ] as const) {
    test(`completion ${shell} prints the bytes of dist/shell/completions/${file}`, async () => {
      using alice = machine()
      const { exitCode, script, stderr } = await alice.awsenv('completion', shell)
      assert.equal([exitCode, stderr, script[0]], [0, '', '#'])
      assert.is(script, readFileSync(new URL(`../../dist/shell/completions/${file}`, import.meta.url), 'utf8'))
    })
  }

  test('a shell without completions is misuse, and those with are named', async () => {
    using alice = machine()
    const { exitCode, stderr } = await alice.awsenv('completion', 'sh')
    assert.is(exitCode, 2)
    assert.match(stderr, 'choose one of: bash, zsh, fish, powershell')
  })

  test('it brings the file of names up to date, for its owner alone', async () => {
    using alice = machine()
    alice.write('config', '[profile work]\nregion = eu-west-1\n')
    await alice.awsenv('completion', 'bash')
    assert.equal(
      [lines(alice, 'profile'), lines(alice, 'region'), lines(alice, 'alias')],
      [['work'], ['eu-west-1'], []],
    )
    assert.is(statSync(file(alice, 'profile')).mode & 0o777, 0o600)
    assert.is(statSync(directory(alice)).mode & 0o777, 0o700)
  })

  test('files that are not understood, and a cache that can not be written, are passed over in silence', async () => {
    using alice = machine()
    alice.write('config', '[profile work]\n')
    await alice.awsenv('completion', 'bash')
    await alice.awsenv('config', 'set', 'aws_vault', 'true')
    const settings = join(alice.home, '.config/awsenv/config.toml')
    for (const text of ['aws_vault = [', 'unknown = 1']) {
      writeFileSync(settings, text)
      const { exitCode, stderr } = await alice.awsenv('completion', 'bash')
      assert.equal([exitCode, stderr], [0, ''])
      assert.equal(lines(alice, 'profile'), ['work'])
    }
    alice.env['XDG_CACHE_HOME'] = '/dev/null/cache'
    const { exitCode, stderr } = await alice.awsenv('completion', 'bash')
    assert.equal([exitCode, stderr], [0, ''])
  })

  test('assume keeps the role that it got, and writes nothing where all is known', () =>
    tell(async ({ alice, code }) => {
      alice.answers = [code]
      await alice.inShell('assume', '123456789012', 'Admin')
      assert.ok(lines(alice, 'role').includes('123456789012\tAdmin'))
      const future = (seconds: number) => new Date(Date.now() + seconds * 1000)
      utimesSync(file(alice, 'sources'), future(60), future(60))
      const inodes = () => ['sources', ...KINDS].map(name => statSync(file(alice, name)).ino)
      const before = inodes()
      assert.is((await alice.inShell('assume', '123456789012', 'Admin')).exitCode, 0)
      assert.equal(inodes(), before)
      alice.write('config', '[profile later]\n')
      utimesSync(join(alice.home, '.aws/config'), future(120), future(120))
      assert.is((await alice.inShell('assume', '123456789012', 'Admin')).exitCode, 0)
      assert.ok(lines(alice, 'profile').includes('later'))
      assert.ok(lines(alice, 'role').includes('123456789012\tAdmin'))
    }))

  test('config set and unset change the names at once', async () => {
    using alice = machine()
    alice.write('credentials', keyOf('default', { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'canary' }))
    await alice.awsenv('config', 'set', 'aliases.prod', '123456789012 Admin')
    assert.ok(lines(alice, 'alias').includes('prod'))
    for (const name of ['sources', ...KINDS]) assert.not.match(readFileSync(file(alice, name), 'utf8'), /canary|AKIA/)
    await alice.awsenv('config', 'unset', 'aliases.prod')
    assert.not(lines(alice, 'alias').includes('prod'))
  })
})
