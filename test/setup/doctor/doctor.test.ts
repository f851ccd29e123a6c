/** Machines with one thing wrong each: doctor names it. On the right one it finds nothing. */
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as assert from 'uvu/assert'
import manifest from '../../../package.json' with { type: 'json' }
import { Secret } from '../../../src/model/secret.ts'
import { readAsset } from '../../../src/runtime/assets.ts'
import { startSandbox } from '../../../tools/sandbox/sandbox.ts'
import { describe } from '../../support/describe.ts'
import { type Machine, machine } from '../../support/fake-context.ts'

const KEY =
  '[work]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY\n'
const SESSION = `${KEY.replace('AKIA', 'ASIA')}aws_session_token = token\n`

type Row = readonly [what: string, spoil: (machine: Machine) => void, says: RegExp, exitCode: number]

const ROWS: readonly Row[] = [
  ['credentials that others can read', open('credentials', 0o644), /^failure: file-modes: other users can read/m, 1],
  ['credentials that a group can change', open('credentials', 0o660), /^failure: file-modes: .*change/m, 1],
  ['a copy of credentials that others can read', open('credentials.bk', 0o604), /^failure: file-modes: .*\.bk"/m, 1],
  ['a config that others can change', open('config', 0o666), /^failure: file-modes: .*change ".*config"/m, 1],
  [
    'a folder that others can change',
    ({ home }) => chmodSync(join(home, '.aws'), 0o777),
    /^failure: file-modes: other users can change ".*\.aws"\n {2}chmod 700 /m,
    1,
  ],
  [
    'a plain key',
    self => self.write('credentials', KEY),
    /^warning: plain-keys: .*"work".*\n {2}awsenv keys import work$/m,
    0,
  ],
  ['a plain key in the copy', self => self.write('credentials.bk', KEY), /^warning: plain-keys: .*"work"/m, 0],
  [
    'a plain session',
    self => self.write('credentials', SESSION),
    /^warning: plain-keys: a session of profile "work"/m,
    0,
  ],
  [
    'a copy of credentials without a key',
    self => self.write('credentials.bk', '[default]\n'),
    /^warning: plain-keys: ".*credentials\.bk" is a copy/m,
    0,
  ],
  ["the AWS CLI's cache", file('.aws/cli/cache/a.json', '{}'), /^warning: plain-caches: 1 cached session lies/m, 0],
  ["Identity Center's cache", file('.aws/sso/cache/a.json', '{}'), /^warning: plain-caches: .*sso/m, 0],
  [
    'a cache of an ended session',
    file('.aws/cli/cache/a.json', '{"Credentials":{"Expiration":"2020-01-01T00:00:00UTC"}}'),
    /^warning: plain-caches: 1 ended session lies/m,
    0,
  ],
  [
    'AWS_PROFILE beside keys',
    self => {
      self.write('config', '[profile work]\nregion = eu-central-1\n')
      Object.assign(self.env, { AWS_PROFILE: 'work', ...ROLE_KEY })
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
  [
    'a key in [default] beside a role',
    self => {
      self.write('credentials', KEY.replace('[work]', '[default]'))
      Object.assign(self.env, { ...ROLE_KEY, AWSENV_ROLE: 'Admin@123456789012' })
    },
    /^warning: environment: \[default\] in ~\/\.aws has a key: .*\.NET/m,
    0,
  ],
  ['half a key', set('AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE'), /^failure: leftovers: AWS_ACCESS_KEY_ID is set/m, 1],
  ['a token without a key', set('AWS_SESSION_TOKEN', 'token'), /^warning: leftovers: AWS_SESSION_TOKEN is set/m, 0],
  [
    'a long-term key with a token',
    self => void Object.assign(self.env, { ...ROLE_KEY, AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' }),
    /^failure: leftovers: AWS_SESSION_TOKEN stands beside/m,
    1,
  ],
  ['an exported MFA code', set('AWSENV_MFA_CODE', '123456'), /^warning: leftovers: AWSENV_MFA_CODE is exported/m, 0],
  ["aws-vault's mark", set('AWS_VAULT', 'work'), /^warning: leftovers: this shell has AWS_VAULT from aws-vault/m, 0],
  ['a role without its key', set('AWSENV_ROLE', 'Admin'), /^warning: leftovers: the prompt shows "Admin"/m, 0],
  [
    'an endpoint',
    set('AWS_ENDPOINT_URL_S3', 'http://127.0.0.1:1'),
    /^warning: network: AWS_ENDPOINT_URL_S3 .*"127/m,
    0,
  ],
  [
    'an endpoint of a profile',
    self => self.write('config', '[default]\nregion = eu-central-1\nendpoint_url = https://aws.example.com\n'),
    /^warning: network: profile "default" .* "aws\.example\.com"/m,
    0,
  ],
  [
    'a proxy',
    set('https_proxy', 'http://me:secret@127.0.0.1:1'),
    /^warning: network: https_proxy .*"127\.0\.0\.1:1"$/m,
    0,
  ],
  [
    'an endpoint of a services section',
    self =>
      self.write(
        'config',
        '[default]\nservices = local\n[services local]\nsts =\n  endpoint_url = https://sts.example.com\n',
      ),
    /^warning: network: profile "default" .*requests of sts to "sts\.example\.com"/m,
    0,
  ],
  [
    'a profile in CDK',
    inProject('cdk.json', '{ "profile": "x" }'),
    /^warning: project: .*cdk\.json" names a profile: CDK/m,
    0,
  ],
  [
    'a profile in SAM',
    inProject('samconfig.toml', '[default.global.parameters]\nprofile = "x"\n'),
    /^warning: project: .*: SAM takes/m,
    0,
  ],
  [
    'a profile in Serverless',
    inProject('serverless.yml', 'service: x\nprovider:\n  name: aws\n  profile: work\n'),
    /^warning: project: .*Serverless Framework takes/m,
    0,
  ],
  [
    'a profile in Terraform',
    inProject('main.tf', 'provider "aws" {\n  region = "x"\n  profile = "work"\n}\n'),
    /^warning: project: .*: Terraform takes/m,
    0,
  ],
  [
    'a profile for direnv',
    inProject('.envrc', 'export AWS_PROFILE=work\n'),
    /^warning: project: .* sets AWS_PROFILE/m,
    0,
  ],
  [
    'a secret in .env',
    inProject('.env', 'AWS_SECRET_ACCESS_KEY=abc\n'),
    /^failure: project: .*\.env" has a secret key/m,
    1,
  ],
  ['certificates of its own', set('AWS_CA_BUNDLE', '/etc/ca.pem'), /^warning: network: AWS_CA_BUNDLE /m, 0],
  ['a binary that is not on PATH', set('PATH', '/usr/bin'), /^warning: binary: /m, 0],
  [
    'another awsenv before this one',
    self => {
      program('old/awsenv')(self)
      self.env['PATH'] = `${join(self.home, 'old')}:${self.env['PATH']}`
    },
    /^warning: binary: ".*old\/awsenv" comes first on PATH/m,
    0,
  ],
  [
    'a binary that everybody can replace',
    ({ home }) => chmodSync(join(home, 'bin'), 0o777),
    /^failure: binary: every user can write to ".*bin"/m,
    1,
  ],
  [
    'a binary that has moved',
    self => self.write('config', '[profile p]\ncredential_process = /nowhere/awsenv credential-process p\n'),
    /^failure: process-profiles: profile "p" runs "\/nowhere\/awsenv"/m,
    1,
  ],
  [
    'a profile of a key that is gone',
    self => processProfile(self, '--from=gone'),
    /^failure: process-profiles: profile "p" starts from the key "gone"/m,
    1,
  ],
  [
    'a profile with a rotated key',
    self => {
      const [id, secret] = ['AKIAIOSFODNN7EXAMPL2', 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY']
      self.keys.entries.set('work', { accessKeyId: id, secretAccessKey: new Secret(secret) })
      processProfile(self, '--from=AKIAIOSFODNN7EXAMPLE')
    },
    /^failure: process-profiles: profile "p" starts from the key \*{4}MPLE, which is no longer/m,
    1,
  ],
  [
    'a profile without its source',
    self =>
      self.write('config', '[profile p]\nrole_arn = arn:aws:iam::123456789012:role/Admin\nsource_profile = gone\n'),
    /^failure: profiles: profile "p" .*names source_profile "gone"/m,
    1,
  ],
  [
    'a user as MFA device',
    self => self.write('config', '[default]\nmfa_serial = arn:aws:iam::123456789012:user/alice\n'),
    /^failure: profiles: .*names a user as its MFA device\n {2}write arn:aws:iam::123456789012:mfa\/alice there$/m,
    1,
  ],
  [
    'a passkey as MFA device',
    self => self.write('config', '[default]\nmfa_serial = arn:aws:iam::123456789012:u2f/user/alice/key\n'),
    /^failure: profiles: .*gives no code/m,
    1,
  ],
  [
    "granted's alias",
    file('.bashrc', '# mine\nalias assume="source assume"\n'),
    /^warning: start-up: .*"assume".*line 2/m,
    0,
  ],
  ['an alias of awsenv', file('.zshrc', "alias awsenv='aws-env'\n"), /^warning: start-up: .*hides awsenv's hook/m, 0],
  ['an alias of aws', file('.zshrc', "alias aws='aws --profile work'\n"), /^warning: start-up: .*names a profile/m, 0],
  [
    'a profile in each shell',
    file('.profile', 'export AWS_PROFILE=work\n'),
    /^warning: start-up: .* sets AWS_PROFILE/m,
    0,
  ],
  [
    'a secret in a start-up file',
    file('.config/fish/config.fish', 'set -gx AWS_SECRET_ACCESS_KEY abc\n'),
    /^failure: start-up: AWS_SECRET_ACCESS_KEY stands in plain text/m,
    1,
  ],
  [
    "VS Code's own variables",
    inCode('{ "terminal.integrated.env.linux": { "AWS_PROFILE": "x" } }'),
    /^warning: terminal: VS Code sets AWS_PROFILE/m,
    0,
  ],
  [
    'Git Bash, which rewrites a secret',
    self => void Object.assign(self.env, { ...ROLE_KEY, MSYSTEM: 'MINGW64', AWS_SECRET_ACCESS_KEY: '/abc' }),
    /^warning: terminal: Git Bash hands AWS_SECRET_ACCESS_KEY/m,
    0,
  ],
  [
    'a shell without the hook',
    self => void Object.assign(self, { hook: undefined }),
    /^warning: hook: no hook has called awsenv/m,
    0,
  ],
  [
    'a hook of before doctor',
    self => void Object.assign(self, { hookVersion: undefined }),
    /^warning: hook: this bash has loaded the hook of another/m,
    0,
  ],
  [
    'a hook of another version',
    self => void Object.assign(self, { hookVersion: '0.0.1' }),
    /^warning: hook: this bash has loaded/m,
    0,
  ],
  ...(
    [
      ['.config/nushell/config.nu', "source '/nowhere/awsenv.nu'", 'nu'],
      ['.config/elvish/rc.elv', "eval (slurp < '/nowhere/awsenv.elv')", 'elv'],
      ['.xonshrc', 'exec(open("/nowhere/awsenv.xsh").read())', 'xsh'],
      ['.bashrc', "if [ -r '/nowhere/awsenv.bash' ]; then . '/nowhere/awsenv.bash'; fi", 'bash'],
      ['.config/fish/config.fish', "if test -r '/nowhere/awsenv.fish'; source '/nowhere/awsenv.fish'; end", 'fish'],
      [
        '.config/powershell/profile.ps1',
        "if (Test-Path -LiteralPath '/nowhere/awsenv.ps1') { . '/nowhere/awsenv.ps1' }",
        'ps1',
      ],
      [
        '.config/nushell/config.nu',
        "source (if ('/nowhere/awsenv.nu' | path exists) { '/nowhere/awsenv.nu' } else { null })",
        'nu',
      ],
      ['.config/elvish/rc.elv', "if ?(nop < '/nowhere/awsenv.elv') { eval (slurp < '/nowhere/awsenv.elv') }", 'elv'],
      [
        '.xonshrc',
        'exec(open("/nowhere/awsenv.xsh").read()) if __import__("os").path.exists("/nowhere/awsenv.xsh") else None',
        'xsh',
      ],
    ] as const
  ).map(
    ([path, line, extension]) =>
      [
        `a hook file that ${path} looks for in vain: ${line}`,
        file(path, `${line}\n`),
        new RegExp(`^failure: hook: .*line 1, loads the hook from "/nowhere/awsenv\\.${extension}"`, 'm'),
        1,
      ] as const,
  ),
  [
    'a hook file that is gone',
    file('.bashrc', ". '/nowhere/awsenv.bash' # awsenv hook\n"),
    /^failure: hook: .*line 1, loads the hook from "\/nowhere\/awsenv\.bash"/m,
    1,
  ],
  [
    'a hook file of another version',
    self => {
      file('share/awsenv.zsh', '# old')(self)
      file('.zshrc', 'source ~/share/awsenv.zsh\n')(self)
    },
    /^warning: hook: .*share\/awsenv\.zsh", which is of another version/m,
    0,
  ],
  [
    'a pinned store that is not the one in use',
    self => {
      self.keys.entries.set('work', { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: new Secret('x') })
      self.env['AWSENV_KEYSTORE'] = 'passphrase'
    },
    /^warning: key-store: AWSENV_KEYSTORE asks for the passphrase, but/m,
    0,
  ],
  [
    'a keychain over SSH',
    self => {
      self.keys.entries.set('work', { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: new Secret('x') })
      self.env['SSH_CONNECTION'] = '::1 1 ::1 22'
    },
    /^warning: key-store: the keychain seals the keys, and isn't asked over SSH/m,
    0,
  ],
  [
    'what aws-vault left',
    file('.awsvault/keys/work', '{}'),
    /^warning: other-tools: aws-vault: .*\n {2}awsenv import aws-vault$/m,
    0,
  ],
  ['a config that cannot be read', self => self.write('config', '[default'), /^failure: profiles: .*config/m, 1],
]

describe('doctor', test => {
  for (const [what, spoil, says, exitCode] of ROWS) {
    test(`names ${what}`, async () => {
      using self = soundMachine()
      spoil(self)
      const outcome = await self.awsenv('doctor', '--offline')
      assert.match(outcome.script, says)
      assert.is(outcome.exitCode, exitCode)
    })
  }

  test('finds nothing on the right machine', async () => {
    using self = soundMachine()
    const { script, exitCode } = await self.awsenv('doctor', '--offline')
    assert.equal(script.match(/^(?:warning|failure|skipped).*/gm), null)
    assert.is(new Set(script.match(/^ok: \S+/gm)).size, 15)
    assert.is(exitCode, 0)
  })

  test('finds nothing in a shell with a role, the hook sourced, and a profile that runs awsenv', async () => {
    using self = soundMachine()
    file('share/awsenv.bash', readAsset('awsenv.bash'))(self)
    file('.bashrc', `. '${join(self.home, 'share/awsenv.bash')}' # awsenv hook\n`)(self)
    self.keys.entries.set('default', { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: new Secret('x') })
    self.write(
      'config',
      `[default]\nregion = eu-central-1\n[profile p]\ncredential_process = ${join(self.home, 'bin/awsenv')} credential-process p --from=default\n`,
    )
    Object.assign(self.env, {
      ...ROLE_KEY,
      AWSENV_ROLE: 'Admin',
      AWSENV_EXPIRES: '9999999999',
      AWSUME_PROFILE: 'Admin',
      AWS_REGION: 'eu-central-1',
      AWS_DEFAULT_REGION: 'eu-central-1',
    })
    const { script } = await self.awsenv('doctor', '--offline')
    assert.equal(script.match(/^(?:warning|failure|skipped).*/gm), null)
  })

  test('a folder or a pipe where a start-up file or a project file would be is no finding', async () => {
    using self = soundMachine()
    for (const name of ['.bashrc', '.env', 'main.tf', '.aws/cli/cache/x.json'])
      mkdirSync(join(self.home, name), { recursive: true })
    spawnSync('mkfifo', [join(self.home, '.zshrc')])
    const { script } = await self.awsenv('doctor', '--offline')
    assert.equal(script.match(/^(?:warning|failure|skipped).*/gm), null)
  })

  test('what the settings pin is no finding', async () => {
    using self = soundMachine()
    Object.assign(self.env, {
      AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
      HTTPS_PROXY: 'proxy:3128',
      AWS_CA_BUNDLE: '/ca.pem',
    })
    file(
      '.config/awsenv/config.toml',
      'endpoints = ["127.0.0.1:1"]\nproxies = ["proxy"]\nca_bundles = ["/ca.pem"]\n',
    )(self)
    assert.match((await self.awsenv('doctor', '--offline')).script, /^ok: network: /m)
  })

  for (const [offset, says] of [
    [0, /^ok: clock: /m],
    [-2, /^ok: clock: /m],
    [-6, /^warning: clock: this machine's clock is 6m behind AWS's/m],
    [20, /^failure: clock: this machine's clock is 20m ahead of AWS's/m],
  ] as const) {
    test(`compares the clock with AWS by one request without a key: ${offset} minutes`, async () => {
      const sandbox = await startSandbox()
      try {
        using self = soundMachine(sandbox.clock.now)
        self.clockError = offset * 60_000
        self.env['AWS_ENDPOINT_URL_STS'] = sandbox.url
        assert.match((await self.awsenv('doctor')).script, says)
        assert.equal(
          sandbox.requests.map(({ accessKeyId }) => accessKeyId),
          [undefined],
        )
      } finally {
        await sandbox.close()
      }
    })
  }

  test('skips the clock if AWS is out of reach, and --offline sends nothing', async () => {
    using self = soundMachine()
    self.env['AWS_ENDPOINT_URL_STS'] = 'http://127.0.0.1:1'
    const { script, exitCode } = await self.awsenv('doctor')
    assert.match(script, /^skipped: clock: AWS could not be asked for the time: /m)
    assert.is(exitCode, 0)
    assert.not.match((await self.awsenv('doctor', '--offline')).script, /clock/)
  })

  test('a file that cannot be read is a failure once', async () => {
    using self = soundMachine()
    self.write('config', '[default')
    const { script } = await self.awsenv('doctor', '--offline')
    assert.is(script.match(/^failure: /gm)?.length, 1, script)
    assert.match(script, /^skipped: .*for the same reason as before/m)
  })

  test('gives the same as JSON', async () => {
    using self = soundMachine()
    self.write('credentials', KEY)
    const found = JSON.parse((await self.awsenv('doctor', '--offline', '--json')).script) as {
      check: string
      state: string
    }[]
    assert.equal(
      found.filter(({ state }) => state !== 'ok').map(({ check }) => check),
      ['plain-keys'],
    )
  })

  test('a report has none of the text that stands in files and variables, with every fault at once', async () => {
    using self = soundMachine()
    for (const [what, spoil] of ROWS) if (!/cannot be read/.test(what)) spoil(self)
    const config = [
      '[profile canary$(x)\u202e]',
      'role_arn = arn:aws:iam::999988887777:role/canaryrole',
      'source_profile = canarysource',
    ]
    self.write('config', `${config.join('\n')}\n`)
    self.write('credentials', KEY.replace('work', 'canaryprofile'))
    for (const name of Object.keys(self.env))
      if (/^AWS_(?:PROFILE|VAULT|ENDPOINT)/.test(name)) self.env[name] = 'canaryvalue'
    const text = (await self.awsenv('doctor', '--offline')).script
    assert.match(text, /canary/)
    const { script } = await self.awsenv('doctor', '--offline', '--report')
    assert.match(script, /^failure: file-modes: other users can change "…"$/m)
    assert.match(script, /^warning: plain-keys: the long-term key of profile "…" lies/m)
    for (const secret of ['canary', 'AKIA', 'wJal', '9999', '1234', self.home, '127.0', 'nowhere', 'gone', '\u001b']) {
      assert.not(script.includes(secret), `${secret} in ${script}`)
    }
    assert.is(script.split('\n').length, text.split('\n').filter(line => !line.startsWith('  ')).length + 1)
  })

  test('--fix shows what it does, asks, and mends modes and ended sessions', async () => {
    using self = soundMachine()
    open('credentials', 0o644)(self)
    file('.aws/cli/cache/a.json', '{"Expiration":"2020-01-01T00:00:00Z"}')(self)
    self.answers = ['y']
    const { exitCode, stderr } = await self.awsenv('doctor', '--offline', '--fix')
    assert.match(stderr, /this will be done: chmod 600 .*credentials/)
    assert.match(stderr, /this will be done: rm .*a\.json/)
    assert.match(stderr, '2 of 2 mended')
    assert.is(modeOf(self, 'credentials'), 0o600)
    assert.is(exitCode, 0)
    assert.match((await self.awsenv('doctor', '--offline')).script, /^ok: plain-caches/m)
  })

  test("--fix moves a plain key into the vault, with awsenv's line in its place", async () => {
    const sandbox = await startSandbox()
    try {
      using self = soundMachine()
      const user = sandbox.world.addUser(sandbox.world.addAccount('123456789012'), 'alice')
      const { accessKeyId, secretAccessKey } = sandbox.world.addKey(user)
      self.env['AWS_ENDPOINT_URL'] = sandbox.url
      self.write(
        'credentials',
        `[work]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
      )
      self.answers = ['y']
      const { stderr } = await self.awsenv('doctor', '--offline', '--fix')
      assert.match(stderr, '1 of 1 mended')
      assert.is(self.keys.entries.get('work')?.accessKeyId, accessKeyId)
      assert.match(
        readFileSync(join(self.home, '.aws/credentials'), 'utf8'),
        /credential_process = .*awsenv credential-process work/,
      )
      assert.not.match(readFileSync(join(self.home, '.aws/credentials'), 'utf8'), accessKeyId)
    } finally {
      await sandbox.close()
    }
  })

  test('--fix says what it could not do, and goes on', async () => {
    const sandbox = await startSandbox()
    try {
      using self = soundMachine()
      self.env['AWS_ENDPOINT_URL'] = sandbox.url
      self.write('credentials', KEY)
      file('.aws/cli/cache/a.json', '{"Expiration":"2020-01-01T00:00:00Z"}')(self)
      const { stderr, exitCode } = await self.awsenv('doctor', '--offline', '--fix', '--yes')
      assert.match(stderr, /error: not done: awsenv keys import work: AWS does not know the key \*{4}MPLE/)
      assert.match(stderr, '1 of 2 mended')
      assert.is(exitCode, 1)
      assert.is(readFileSync(join(self.home, '.aws/credentials'), 'utf8'), KEY)
    } finally {
      await sandbox.close()
    }
  })

  test('--fix changes nothing after a no, or without a terminal', async () => {
    using self = soundMachine()
    open('credentials', 0o644)(self)
    self.answers = ['']
    assert.is((await self.awsenv('doctor', '--offline', '--fix')).exitCode, 1)
    self.hasTerminal = false
    assert.is((await self.awsenv('doctor', '--offline', '--fix')).exitCode, 75)
    assert.is(modeOf(self, 'credentials'), 0o644)
    assert.is((await self.awsenv('doctor', '--offline', '--fix', '--yes')).exitCode, 0)
    assert.is(modeOf(self, 'credentials'), 0o600)
  })

  test('looks, and leaves every byte as it is', async () => {
    using self = soundMachine()
    self.write('credentials', KEY)
    await self.awsenv('doctor', '--offline')
    assert.is(readFileSync(join(self.home, '.aws/credentials'), 'utf8'), KEY)
  })
})

/** awsenv on PATH, the hook of this version, and no key in plain text. */
function soundMachine(now: () => number = Date.now): Machine {
  const self = machine({ now })
  self.hook = 'bash'
  self.hookVersion = manifest.version
  self.env['PATH'] = join(self.home, 'bin')
  self.env['PWD'] = self.home
  program('bin/awsenv')(self)
  self.write('config', '[default]\nregion = eu-central-1\n')
  return self
}

const ROLE_KEY = { AWS_ACCESS_KEY_ID: 'ASIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'x', AWS_SESSION_TOKEN: 'y' }

function program(path: string): (self: Machine) => void {
  return self => {
    file(path, '')(self)
    chmodSync(join(self.home, path), 0o755)
  }
}

function processProfile(self: Machine, from: string): void {
  const binary = join(self.home, 'bin/awsenv')
  self.write('config', `[profile p]\ncredential_process = ${binary} credential-process p ${from}\n`)
}

function inProject(name: string, text: string): (self: Machine) => void {
  return self => {
    self.env['PWD'] = join(self.home, 'project')
    file(join('project', name), text)(self)
  }
}

function inCode(settings: string): (self: Machine) => void {
  return self => {
    self.env['TERM_PROGRAM'] = 'vscode'
    file('.config/Code/User/settings.json', settings)(self)
  }
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
