/** sign-macos.sh among programs that stand in for those of macOS and note their calls. */
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import * as assert from 'uvu/assert'
import { has } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'

const SCRIPT = join(import.meta.dirname, '../../tools/packaging/sign-macos.sh')
const CERTIFICATE = { MACOS_CERTIFICATE: btoa('the certificate'), MACOS_CERTIFICATE_PASSWORD: 'p w' }
const NOTARY = { NOTARY_KEY: 'the key', NOTARY_KEY_ID: 'ID', NOTARY_ISSUER: 'ISSUER' }

describe('sign-macos.sh', test => {
  const testBash = needing(test, 'bash and openssl', has('bash') && has('openssl'))

  testBash('without a certificate leaves the ad hoc signature, and checks it', () => {
    const { status, stdout, calls } = signed({})
    assert.is(status, 0)
    assert.is(stdout, 'no certificate: the signature stays ad hoc\n')
    assert.equal(calls, ['codesign --verify --strict awsenv'])
  })

  testBash('with a certificate signs by its identity, as "awsenv" each time, and leaves no keychain behind', () => {
    const { status, stdout, stderr, calls } = signed(CERTIFICATE)
    assert.is(status, 0, stderr)
    assert.match(stdout, 'signed, and not notarised')
    const sign = calls.find(call => call.startsWith('codesign --force')) ?? ''
    assert.match(sign, ` --sign ${IDENTITY} `)
    assert.match(sign, ' --identifier awsenv --timestamp --options runtime ')
    assert.match(calls.join('\n'), /security import \S+\/certificate\.p12 .* -P p w /)
    assert.match(calls.at(-1) ?? '', /^security delete-keychain /)
    assert.not(calls.some(call => call.startsWith('xcrun')))
  })

  needing(
    test,
    'python3',
    has('python3'),
  )('the entitlements are a property list that lets V8 write code', () => {
    const { entitlements } = signed(CERTIFICATE)
    const read = 'import json, plistlib, sys; print(json.dumps(plistlib.loads(sys.stdin.buffer.read())))'
    const { stdout, stderr } = spawnSync('python3', ['-c', read], { input: entitlements, encoding: 'utf8' })
    assert.is(stderr, '')
    const names = ['allow-jit', 'allow-unsigned-executable-memory', 'disable-library-validation']
    assert.equal(JSON.parse(stdout), Object.fromEntries(names.map(name => [`com.apple.security.cs.${name}`, true])))
  })

  testBash('with a key for the notary sends the signed binary to it', () => {
    const { status, calls } = signed({ ...CERTIFICATE, ...NOTARY })
    assert.is(status, 0)
    const notarised = calls.findIndex(call =>
      /^xcrun notarytool submit \S+awsenv\.zip --wait .* --key-id ID --issuer ISSUER$/.test(call),
    )
    assert.ok(notarised > calls.indexOf('codesign --verify --strict awsenv'), calls.join('\n'))
  })

  testBash('a certificate without an identity for code is an error, and signs nothing', () => {
    const { status, stderr, calls } = signed({ ...CERTIFICATE, NO_IDENTITY: '1' })
    assert.is(status, 1)
    assert.match(stderr, 'the certificate is not one for code')
    assert.not(calls.some(call => call.startsWith('codesign')))
  })

  needing(
    test,
    'shellcheck',
    has('shellcheck'),
  )('shellcheck finds nothing in it', () => {
    assert.is(spawnSync('shellcheck', [SCRIPT], { encoding: 'utf8' }).stdout, '')
  })
})

const IDENTITY = '0123456789ABCDEF0123456789ABCDEF01234567'

function signed(env: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'awsenv-test-'))
  try {
    const [bin, log] = [join(folder, 'bin'), join(folder, 'log')]
    mkdirSync(bin)
    for (const name of ['security', 'codesign', 'ditto', 'xcrun']) {
      writeFileSync(join(bin, name), STAND_IN)
      chmodSync(join(bin, name), 0o755)
    }
    const PATH = [bin, process.env['PATH']].join(delimiter)
    const { status, stdout, stderr } = spawnSync('bash', [SCRIPT, 'awsenv'], {
      cwd: folder,
      env: { ...env, PATH, LOG: log, TMPDIR: folder },
      encoding: 'utf8',
    })
    const calls = existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n') : []
    const copy = join(folder, 'entitlements')
    const entitlements = existsSync(copy) ? readFileSync(copy, 'utf8') : ''
    return { status, stdout, stderr, calls, entitlements }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const STAND_IN = `#!/bin/sh
echo "$(basename "$0") $*" >>"$LOG"
case " $* " in *' --entitlements '*) cp "$TMPDIR"/*/entitlements.plist "$TMPDIR/entitlements" ;; esac
case "$1" in
find-identity) [ -n "$NO_IDENTITY" ] || echo '  1) ${IDENTITY} "Developer ID Application: Somebody (TEAM)"' ;;
esac
`
