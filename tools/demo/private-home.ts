/** Homes of people of the sandbox, for the built binary: in memory, readable by nobody else, gone with this process. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export type Owner = { readonly accessKeyId: string; readonly secretAccessKey: string; readonly mfaSerial: string }

/** A folder of mode 0700, removed when this process ends, by Ctrl-C too. */
export function memoryDirectory(): string {
  const directory = mkdtempSync(join(existsSync(SHARED_MEMORY) ? SHARED_MEMORY : tmpdir(), 'awsenv-'))
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }))
  for (const [signal, number] of Object.entries({ SIGHUP: 1, SIGINT: 2, SIGTERM: 15 }))
    process.once(signal, () => process.exit(128 + number))
  return directory
}

/**
 * A home with the owner's key and device in ~/.aws; gives the environment of a shell in it, where AWS is the sandbox.
 * `config` is what else stands in ~/.aws/config.
 */
export function makeHome(home: string, url: string, owner: Owner, config = ''): Record<string, string> {
  const env = emptyHome(home, url)
  writeProfile(home, 'credentials', ['[default]', ...keyLines(owner)])
  writeProfile(home, 'config', ['[default]', `region = ${REGION}`, `mfa_serial = ${owner.mfaSerial}`, config])
  return env
}

/** The same for an administrator, whose key is in [administrator]; the key vault opens by a passphrase in a file. */
export function makeAdministratorsHome(
  home: string,
  url: string,
  key: Omit<Owner, 'mfaSerial'>,
): Record<string, string> {
  const env = emptyHome(home, url)
  writeProfile(home, 'credentials', ['[administrator]', ...keyLines(key)])
  writeProfile(home, 'config', ['[profile administrator]', `region = ${REGION}`])
  const passphrase = join(home, 'passphrase')
  writeFileSync(passphrase, 'for the demo only\n', { mode: 0o600 })
  return { ...env, AWSENV_KEYSTORE: 'passphrase', AWSENV_PASSPHRASE_FILE: passphrase }
}

function keyLines({ accessKeyId, secretAccessKey }: Omit<Owner, 'mfaSerial'>): readonly string[] {
  return [`aws_access_key_id = ${accessKeyId}`, `aws_secret_access_key = ${secretAccessKey}`]
}

function writeProfile(home: string, name: string, lines: readonly string[]): void {
  writeFileSync(join(home, '.aws', name), `${lines.join('\n')}\n`, { mode: 0o600 })
}

function emptyHome(home: string, url: string): Record<string, string> {
  const runtime = join(home, 'run')
  for (const directory of [home, runtime, join(home, '.aws')]) mkdirSync(directory, { mode: 0o700 })
  return {
    PATH: [BINARIES, process.env['PATH']].join(delimiter),
    HOME: home,
    XDG_RUNTIME_DIR: runtime,
    LC_ALL: 'C.UTF-8',
    AWS_ENDPOINT_URL: url,
    AWS_PAGER: '',
  }
}

/** Lets awsenv ask the sandbox without a word: it is meant, and is not AWS. */
export function pinEndpoint(home: string, url: string): void {
  const settings = join(home, '.config', 'awsenv')
  mkdirSync(settings, { mode: 0o700, recursive: true })
  writeFileSync(join(settings, 'config.toml'), `endpoints = ["${new URL(url).host}"]\n`, { mode: 0o600 })
}

/** Where the build puts the binary. */
const BINARIES = fileURLToPath(new URL('../../dist', import.meta.url))
const SHARED_MEMORY = '/dev/shm'
const REGION = 'eu-central-1'
