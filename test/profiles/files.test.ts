import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { configPaths, readCredentialsBackup, readProfiles } from '../../src/profiles/files.ts'
import { describe } from '../support/describe.ts'
import { messageOf, plain } from './shared-files.ts'

describe('where the shared files are', test => {
  const home = '/home/a'
  // botocore: configloader.raw_config_parse expands variables, then the tilde; "" is a file that doesn't exist.
  const cases: [title: string, value: string | undefined, config: string][] = [
    ['in the home directory', undefined, '/home/a/.aws/config'],
    ['where AWS_CONFIG_FILE says', '/x/y', '/x/y'],
    ['botocore: a tilde is the home directory', '~/x', '/home/a/x'],
    ['botocore: another user is not looked up', '~b/x', '~b/x'],
    ['botocore: variables are expanded', '$DIR/x', '/d/x'],
    ['botocore: variables are expanded within braces', '$' + '{DIR}x', '/dx'],
    ['botocore: a variable that is not set is left', '/$NONE', '/$NONE'],
    ['botocore: a relative path stays one', 'x/y', 'x/y'],
    ['botocore: empty is no file', '', ''],
  ]
  for (const [title, value, config] of cases) {
    test(title, () => assert.is(configPaths({ AWS_CONFIG_FILE: value, DIR: '/d' }, home).config, config))
  }

  test('AWS_SHARED_CREDENTIALS_FILE names the other', () => {
    assert.equal(configPaths({ AWS_SHARED_CREDENTIALS_FILE: '~/x' }, home), {
      config: '/home/a/.aws/config',
      credentials: '/home/a/x',
    })
  })

  for (const odd of ['', 'a', './a']) {
    test(`a home directory "${odd}" is an error, unless no path needs it`, () => {
      assert.match(
        messageOf(() => configPaths({}, odd)),
        `the home directory "${odd}" is not an absolute path`,
      )
      assert.equal(configPaths({ AWS_CONFIG_FILE: '/x', AWS_SHARED_CREDENTIALS_FILE: '/y' }, odd), {
        config: '/x',
        credentials: '/y',
      })
    })
  }
})

describe('reading the shared files', test => {
  test('merges both, and says which are there', () =>
    inHome(({ home, write }) => {
      write('config', '[profile a]\nregion = x')
      write('credentials', '[a]\naws_access_key_id = i')
      const profiles = readProfiles({ env: {}, home })
      assert.equal(plain(profiles), { a: { region: 'x', aws_access_key_id: 'i' } })
      assert.equal(
        profiles.files,
        ['config', 'credentials'].map(name => ({ path: join(home, '.aws', name), found: true })),
      )
      const { file, line } = profiles.get('a')?.origins.get('region') ?? {}
      assert.equal([file, line], [join(home, '.aws', 'config'), 2])
    }))

  test('takes missing files for empty ones', () =>
    inHome(({ home }) => {
      const profiles = readProfiles({ env: { AWS_SHARED_CREDENTIALS_FILE: '' }, home })
      assert.equal([profiles.names(), profiles.warnings], [[], []])
      assert.equal(profiles.files, [{ path: join(home, '.aws', 'config'), found: false }])
    }))

  test('takes the null device for no file', () =>
    inHome(({ home }) => {
      const profiles = readProfiles({
        env: { AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null' },
        home,
      })
      assert.equal([profiles.names(), profiles.files.map(({ found }) => found)], [[], [false, false]])
    }))

  test('follows symbolic links', () =>
    inHome(({ home, path, write }) => {
      write('real', '[default]\nregion = x')
      symlinkSync(path('real'), path('config'))
      assert.equal(plain(readProfiles({ env: {}, home })), { default: { region: 'x' } })
    }))

  test('says what is wrong with a file, and where', () =>
    inHome(({ home, path, write }) => {
      write('credentials', '[a]\nx')
      const message = `AwsenvError: cannot read "${path('credentials')}", line 2: expected "name = value", but there is no "="`
      assert.is(
        messageOf(() => readProfiles({ env: {}, home })),
        message,
      )
    }))

  const refused: [title: string, make: (path: string) => void, reason: string][] = [
    ['a directory', path => mkdirSync(path), 'it is a directory'],
    ['a symbolic link to itself', path => symlinkSync(path, path), 'its symbolic links form a loop'],
    [
      'a file of more than 16 MiB',
      path => {
        writeFileSync(path, '')
        truncateSync(path, 16 * 1024 * 1024 + 1)
      },
      'it is larger than 16 MiB',
    ],
    ['a device', path => symlinkSync('/dev/zero', path), 'it is not a regular file'],
    ['a FIFO, without waiting for a writer', path => execFileSync('mkfifo', [path]), 'it is not a regular file'],
    [
      'a symbolic link to a FIFO',
      path => {
        execFileSync('mkfifo', [`${path}2`])
        symlinkSync(`${path}2`, path)
      },
      'it is not a regular file',
    ],
  ]
  for (const [title, make, reason] of refused) {
    test(`refuses ${title}`, () =>
      inHome(({ home, path }) => {
        make(path('config'))
        assert.is(
          messageOf(() => readProfiles({ env: {}, home })),
          `AwsenvError: cannot read "${path('config')}": ${reason}`,
        )
      }))
  }

  test('takes a path through a file for none, as the AWS CLI does', () =>
    inHome(({ home, path, write }) => {
      write('config', '')
      const profiles = readProfiles({ env: { AWS_CONFIG_FILE: `${path('config')}/x` }, home })
      assert.equal(profiles.files[0], { path: `${path('config')}/x`, found: false })
    }))

  test('refuses a file without permission', () =>
    inHome(({ home, path, write }) => {
      write('config', '')
      chmodSync(path('config'), 0)
      const read = () => messageOf(() => readProfiles({ env: {}, home }))
      assert.is(asNobody(home, read), `AwsenvError: cannot read "${path('config')}": permission denied`)
    }))
})

describe('the copy beside the credentials file', test => {
  test('is read like it', () =>
    inHome(({ home, path, write }) => {
      write('credentials.bk', '[a]\naws_access_key_id = i\naws_secret_access_key = s')
      const backup = readCredentialsBackup({ env: {}, home })
      assert.is(backup?.get('a')?.aws_access_key_id, 'i')
      assert.equal(backup?.files, [{ path: path('credentials.bk'), found: true }])
    }))

  test('is beside the file that AWS_SHARED_CREDENTIALS_FILE names', () =>
    inHome(({ home, path, write }) => {
      write('other.bk', '[a]')
      assert.equal(readCredentialsBackup({ env: { AWS_SHARED_CREDENTIALS_FILE: path('other') }, home })?.names(), ['a'])
    }))

  test('is undefined where there is none', () =>
    inHome(({ home, write }) => {
      write('.bk', '[a]')
      assert.is(readCredentialsBackup({ env: {}, home }), undefined)
      assert.is(readCredentialsBackup({ env: { AWS_SHARED_CREDENTIALS_FILE: '' }, home }), undefined)
    }))

  test('is an error where it is malformed', () =>
    inHome(({ home, path, write }) => {
      write('credentials.bk', 'x')
      assert.match(
        messageOf(() => readCredentialsBackup({ env: {}, home })),
        `AwsenvError: cannot read "${path('credentials.bk')}", line 1`,
      )
    }))
})

/** Root may read everything, so for a moment it is somebody else. */
function asNobody<Result>(home: string, body: () => Result): Result {
  if (process.geteuid?.() !== 0) return body()
  chmodSync(home, 0o755)
  process.seteuid?.(65534)
  try {
    return body()
  } finally {
    process.seteuid?.(0)
  }
}

type Home = { home: string; path: (name: string) => string; write: (name: string, text: string) => void }

/** A home directory with a `.aws` in it, as long as the body runs. */
function inHome(body: (home: Home) => void): void {
  const home = mkdtempSync(join(tmpdir(), 'awsenv-profiles-'))
  const path = (name: string) => join(home, '.aws', name)
  try {
    mkdirSync(path(''))
    body({ home, path, write: (name, text) => writeFileSync(path(name), text) })
  } finally {
    rmSync(home, { recursive: true })
  }
}
