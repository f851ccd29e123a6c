/** install.sh against a server of this machine, which it may take http from. */
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { installScript } from '../../tools/packaging/manifests/install-sh.ts'
import { has } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { filesBelow } from './files-below.ts'
import { type Installer, scene } from './installer.ts'
import { type Ran, run } from './release-server.ts'

const HOOKS = ['bash', 'elv', 'fish', 'nu', 'ps1', 'xsh', 'zsh'].map(name => `share/awsenv/awsenv.${name}`)
const INSTALLED = ['bin/awsenv', ...HOOKS, 'share/man/man1/awsenv.1']
const NEXT = '/bin/awsenv init bash --install      # or zsh, fish, powershell\n'

describe('install.sh', test => {
  const testSh = needing(
    test,
    'curl, wget, shasum, openssl, and no Windows',
    process.platform !== 'win32' && ['curl', 'wget', 'shasum', 'openssl'].every(has),
  )
  const testNobody = needing(test, 'Linux and root', process.platform === 'linux' && process.getuid?.() === 0)

  testSh('installs the binary, the hooks and the man pages below ~/.local, and says what to type next', () =>
    scene(async ({ install, home }) => {
      const { status, output } = await install()
      assert.is(status, 0, output)
      assert.equal(filesBelow(join(home, '.local')), INSTALLED)
      assert.match(output, `${home}/.local/bin is not on your PATH yet`)
      assert.ok(output.endsWith(`now run: ${home}/.local${NEXT}`), output)
    }),
  )

  testSh('twice is once; a home directory with a blank, and a folder on PATH', () =>
    scene(async ({ install, home }) => {
      const alice = join(home, 'Alice Smith')
      mkdirSync(alice)
      const PATH = `${process.env['PATH']}:${alice}/.local/bin`
      for (let time = 0; time < 2; time++) {
        const { status, output } = await install({ HOME: alice, PATH, TMPDIR: alice })
        assert.is(status, 0, output)
        assert.equal(
          filesBelow(alice),
          INSTALLED.map(name => `.local/${name}`),
        )
        assert.not.match(output, 'not on your PATH')
        assert.ok(output.endsWith(`now run: '${alice}/.local/bin/awsenv' ${NEXT.slice(12)}`), output)
      }
    }),
  )

  testSh('wget and shasum or openssl do where curl and sha256sum are missing', () =>
    scene(async ({ install, pathOf, home }) => {
      for (const programs of [
        ['wget', 'sha256sum'],
        ['curl', 'shasum'],
        ['wget', 'openssl'],
      ]) {
        const { status, output } = await install({ PATH: pathOf(...programs), PREFIX: join(home, programs.join()) })
        assert.is(status, 0, output)
        assert.equal(filesBelow(join(home, programs.join())), INSTALLED)
      }
    }),
  )

  /** What is wrong, how the server or the machine is made so, and what the script says. */
  const failures: Readonly<Record<string, readonly [(installer: Installer) => Promise<Ran>, says: string | RegExp]>> = {
    'a wrong checksum': [
      ({ install, release }) => install({}, text => text.replaceAll(release.archives[0]?.sha256 ?? '', '0'.repeat(64))),
      'the checksum is wrong: nothing was installed',
    ],
    'a download that was cut': [
      installer => Object.assign(installer, { answers: 'cut' }).install(),
      "tar.gz can't be fetched: nothing was installed",
    ],
    'a download that wget finds cut': [
      installer =>
        Object.assign(installer, { answers: 'cut' }).install({ PATH: installer.pathOf('wget', 'sha256sum') }),
      "can't be fetched: nothing was installed",
    ],
    'a release that is not there': [
      installer => Object.assign(installer, { answers: 'missing' }).install(),
      "can't be fetched: nothing was installed",
    ],
    'a system without an archive': [
      ({ install }) => install({}, text => text.replace('$(uname -s)-$(uname -m) in', 'Plan9-x86_64 in')),
      /^there is no awsenv for \S+ on \S+: nothing was installed\n$/,
    ],
    'a machine without curl and wget': [
      ({ install, pathOf }) => install({ PATH: pathOf('sha256sum') }),
      /^curl or wget is needed: nothing was installed\n$/,
    ],
    'a machine without a program for checksums': [
      ({ install, pathOf }) => install({ PATH: pathOf('curl') }),
      /^sha256sum, shasum or openssl is needed: nothing was installed\n$/,
    ],
    'a prefix that is a file': [
      ({ install, dist }) => install({ PREFIX: join(dist.root, 'LICENSE/x') }),
      /^you can't write to .*LICENSE: set PREFIX/,
    ],
    'a binary that does not start': [
      ({ install, dist: { work } }) => {
        mkdirSync(join(work, 'bin'))
        writeFileSync(
          join(work, 'bin/tar'),
          `#!/bin/sh\necho 'echo no libatomic; exit 127' >"$4/awsenv"; chmod +x "$4/awsenv"\nmkdir "$4/shell" "$4/man"; : >"$4/shell/awsenv.bash" >"$4/man/awsenv.1"\n`,
          { mode: 0o755 },
        )
        return install({ PATH: `${join(work, 'bin')}:${process.env['PATH']}` })
      },
      "awsenv doesn't start here (no libatomic): on Linux it needs glibc 2.28, libstdc++ and libatomic (apt-get install libatomic1): nothing was installed",
    ],
  }
  for (const [what, [body, says]] of Object.entries(failures)) {
    testSh(`${what}: a sentence, and no file`, () =>
      scene(async installer => {
        const { status, output } = await body(installer)
        assert.is(status, 1, output)
        assert.match(output, says)
        assert.equal(filesBelow(installer.home), [])
      }),
    )
  }

  testNobody(
    'a home directory that is read-only, and sudo in the home of another, are refused before the download',
    () =>
      scene(async installer => {
        const { home, release } = installer
        const path = join(home, '../install.sh')
        writeFileSync(path, installScript(release))
        for (const folder of [home, join(home, '..'), join(home, '../..')]) chmodSync(folder, 0o755)
        const asNobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', 'sh', path]
        const env = { HOME: home, PATH: process.env['PATH'] }
        const readOnly = await run(asNobody, env)
        assert.is(readOnly.output, `you can't write to ${home}: set PREFIX to another folder: nothing was installed\n`)
        await run(['chown', '65534', home], env)
        const sudo = await installer.install()
        assert.is(
          sudo.output,
          `${home} is not root's: run this script without sudo, or set PREFIX: nothing was installed\n`,
        )
        assert.equal([readOnly.status, sudo.status, installer.requests], [1, 1, 0])
        const own = await run(asNobody, env)
        assert.is(own.status, 0, own.output)
      }),
  )

  testSh('interrupted in the download, it leaves nothing; an older awsenv stays as it is', () =>
    scene(async installer => {
      const { home, dist } = installer
      await installer.install()
      writeFileSync(join(home, '.local/bin/awsenv'), 'older')
      installer.answers = 'never'
      const path = join(dist.work, 'again.sh')
      writeFileSync(path, installScript(installer.release))
      const env = { HOME: home, TMPDIR: dist.work, PATH: process.env['PATH'] }
      const before = filesBelow(dist.work)
      const asked = new Promise<void>(resolve => Object.assign(installer, { asked: resolve }))
      const { status } = await run(['sh', path], env, asked)
      assert.is(status, 130)
      assert.equal(filesBelow(join(home, '.local')), INSTALLED)
      assert.is(readFileSync(join(home, '.local/bin/awsenv'), 'utf8'), 'older')
      assert.equal(filesBelow(dist.work), before)
    }),
  )

  testSh('a disk that is full in between leaves the older awsenv as it is', () =>
    scene(async ({ install, home, dist: { work } }) => {
      await install()
      const before = filesBelow(home)
      writeFileSync(join(home, '.local/bin/awsenv'), 'older')
      mkdirSync(join(work, 'bin'))
      const cp =
        '#!/bin/sh\ncase $2 in *awsenv.zsh*) echo "cp: no space left on device" >&2; exit 1 ;; esac\nexec /bin/cp "$@"\n'
      writeFileSync(join(work, 'bin/cp'), cp, { mode: 0o755 })
      const { status, output } = await install({ PATH: `${join(work, 'bin')}:${process.env['PATH']}` })
      assert.is(status, 1)
      assert.match(output, 'no space left')
      assert.equal(filesBelow(home), before)
      assert.is(readFileSync(join(home, '.local/bin/awsenv'), 'utf8'), 'older')
    }),
  )

  testSh('a script that was cut on its way to sh does nothing', () =>
    scene(async installer => {
      const { install, home, release } = installer
      const { length } = installScript(release)
      for (let at = 0; at < length - 5; at += 97) await install({}, text => text.slice(0, at))
      await install({}, text => text.slice(0, -2))
      assert.is(installer.requests, 0)
      assert.equal(filesBelow(home), [])
    }),
  )
})
