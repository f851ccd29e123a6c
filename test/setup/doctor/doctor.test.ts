/** Machines with one thing wrong each: doctor names it. On the right one it finds nothing. */
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as assert from 'uvu/assert'
import { describe } from '../../support/describe.ts'
import { type Machine, machine } from '../../support/fake-context.ts'

const KEY =
  '[work]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY\n'

type Row = readonly [what: string, spoil: (machine: Machine) => void, says: RegExp, exitCode: number]

const ROWS: readonly Row[] = [
  ['credentials that others can read', open('credentials', 0o644), /^failure: file-modes: other users can read/m, 1],
  ['credentials that a group can change', open('credentials', 0o660), /^failure: file-modes: .*change/m, 1],
  ['a copy of credentials that others can read', open('credentials.bk', 0o604), /^failure: file-modes: .*\.bk"/m, 1],
  ['a config that others can change', open('config', 0o666), /^failure: file-modes: .*change ".*config"/m, 1],
  [
    'a plain key',
    self => self.write('credentials', KEY),
    /^warning: plain-keys: .*"work".*\n {2}awsenv keys import work$/m,
    0,
  ],
  ['a plain key in the copy', self => self.write('credentials.bk', KEY), /^warning: plain-keys: .*"work"/m, 0],
  ["the AWS CLI's cache", file('.aws/cli/cache/a.json', '{}'), /^warning: plain-caches: 1 cached session lies/m, 0],
  ["Identity Center's cache", file('.aws/sso/cache/a.json', '{}'), /^warning: plain-caches: .*sso/m, 0],
  [
    'AWS_PROFILE beside keys',
    self => {
      self.write('config', '[profile work]\nregion = eu-central-1\n')
      Object.assign(self.env, { AWS_PROFILE: 'work', AWS_ACCESS_KEY_ID: 'ASIAX', AWS_SECRET_ACCESS_KEY: 'x' })
    },
    /^warning: environment: AWS_PROFILE \("work"\) stands beside keys/m,
    0,
  ],
  ['a profile that does not exist', set('AWS_PROFILE', 'gone'), /^warning: environment: .*does not exist/m, 0],
  [
    'two names of a profile',
    self => void Object.assign(self.env, { AWS_PROFILE: 'a', AWS_DEFAULT_PROFILE: 'b' }),
    /AWS_DEFAULT_PROFILE/,
    0,
  ],
  ['an old token', set('AWS_SECURITY_TOKEN', 'old'), /^warning: environment: AWS_SECURITY_TOKEN/m, 0],
  ['an endpoint', set('AWS_ENDPOINT_URL', 'http://127.0.0.1:1'), /^warning: network: AWS_ENDPOINT_URL /m, 0],
  [
    'an endpoint of STS',
    set('AWS_ENDPOINT_URL_STS', 'http://127.0.0.1:1'),
    /^warning: network: AWS_ENDPOINT_URL_STS /m,
    0,
  ],
  ['a proxy', set('https_proxy', 'http://127.0.0.1:1'), /^warning: network: https_proxy /m, 0],
  ['certificates of its own', set('AWS_CA_BUNDLE', '/etc/ca.pem'), /^warning: network: AWS_CA_BUNDLE /m, 0],
  ['a binary that is not on PATH', set('PATH', '/usr/bin'), /^warning: binary: /m, 0],
  [
    'a binary that has moved',
    self => self.write('config', '[profile p]\ncredential_process = /nowhere/awsenv credential-process p\n'),
    /^failure: process-profiles: profile "p" runs "\/nowhere\/awsenv"/m,
    1,
  ],
  [
    'a profile of a key that is gone',
    self => self.write('config', '[profile p]\ncredential_process = awsenv credential-process p --from=gone\n'),
    /^failure: process-profiles: profile "p" starts from the key "gone"/m,
    1,
  ],
  [
    "granted's alias",
    file('.bashrc', '# mine\nalias assume="source assume"\n'),
    /^warning: shell-aliases: .*"assume".*line 2/m,
    0,
  ],
  [
    'an alias of awsenv',
    file('.zshrc', "alias awsenv='aws-env'\n"),
    /^warning: shell-aliases: .*hides awsenv's hook/m,
    0,
  ],
]

describe('doctor', test => {
  for (const [what, spoil, says, exitCode] of ROWS) {
    test(`names ${what}`, async () => {
      using self = soundMachine()
      spoil(self)
      const outcome = await self.awsenv('doctor')
      assert.match(outcome.script, says)
      assert.is(outcome.exitCode, exitCode)
    })
  }

  test('finds nothing on the right machine', async () => {
    using self = soundMachine()
    const { script, exitCode } = await self.awsenv('doctor')
    assert.not.match(script, /^(?:warning|failure|skipped)/m)
    assert.is(script.match(/^ok: /gm)?.length, 8)
    assert.is(exitCode, 0)
  })

  test('gives the same as JSON', async () => {
    using self = soundMachine()
    self.write('credentials', KEY)
    const found = JSON.parse((await self.awsenv('doctor', '--json')).script) as { check: string; state: string }[]
    assert.equal(
      found.filter(({ state }) => state !== 'ok').map(({ check }) => check),
      ['plain-keys'],
    )
  })

  test('a report has no path, name or key', async () => {
    using self = soundMachine()
    self.write('credentials', KEY)
    chmodSync(join(self.home, '.aws/credentials'), 0o644)
    const { script } = await self.awsenv('doctor', '--report')
    assert.match(script, /^failure: file-modes$/m)
    assert.match(script, /^warning: plain-keys$/m)
    assert.not.match(script, /AKIA|wJal|\bwork\b|\//)
  })

  test('--fix shows what it does, asks, and mends the modes', async () => {
    using self = soundMachine()
    open('credentials', 0o644)(self)
    self.answers = ['y']
    const { exitCode, questions } = await self.awsenv('doctor', '--fix')
    assert.match(questions.join(''), /chmod 600 .*credentials/)
    assert.is(modeOf(self, 'credentials'), 0o600)
    assert.is(exitCode, 0)
  })

  test('--fix changes nothing after a no', async () => {
    using self = soundMachine()
    open('credentials', 0o644)(self)
    self.answers = ['']
    assert.is((await self.awsenv('doctor', '--fix')).exitCode, 1)
    assert.is(modeOf(self, 'credentials'), 0o644)
  })

  test('looks, and leaves every byte as it is', async () => {
    using self = soundMachine()
    self.write('credentials', KEY)
    await self.awsenv('doctor')
    assert.is(readFileSync(join(self.home, '.aws/credentials'), 'utf8'), KEY)
  })
})

/** awsenv on PATH, and no key in plain text. */
function soundMachine(): Machine {
  const self = machine()
  self.env['PATH'] = join(self.home, 'bin')
  file('bin/awsenv', '')(self)
  self.write('config', '[default]\nregion = eu-central-1\n')
  return self
}

function file(path: string, text: string): (self: Machine) => void {
  return ({ home }) => {
    mkdirSync(dirname(join(home, path)), { recursive: true })
    writeFileSync(join(home, path), text)
  }
}

function open(name: 'config' | 'credentials' | 'credentials.bk', mode: number): (self: Machine) => void {
  return self => {
    self.write(name, '[default]\nregion = eu-central-1\n')
    chmodSync(join(self.home, '.aws', name), mode)
  }
}

function set(name: string, value: string): (self: Machine) => void {
  return self => {
    self.env[name] = value
  }
}

function modeOf(self: Machine, name: string): number {
  return statSync(join(self.home, '.aws', name)).mode & 0o777
}
