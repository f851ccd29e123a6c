/** Where a vault's passphrase comes from: a descriptor, a file, or a person; never an argument or a variable. */
import { readFileSync } from 'node:fs'
import { AwsenvError, ExitCode, misused } from '../../errors.ts'
import type { Environment } from '../../model/environment.ts'
import { Secret } from '../../model/secret.ts'
import { readOwnFile } from '../private-files.ts'
import { systemRefusal, VaultError } from '../vault-error.ts'

/** Who can be asked. */
export type Asker = { isPresent(): boolean; askHidden(question: string): Promise<string | undefined> }

export type PassphrasePlace = {
  readonly env: Environment
  /** Undefined on Windows. */
  readonly uid: number | undefined
  readonly asker: Asker
  readonly say: (message: string) => void
}

/** The passphrase of AWSENV_PASSPHRASE_FD or AWSENV_PASSPHRASE_FILE; undefined if neither is set. */
export function givenPassphrase({ env, uid }: PassphrasePlace): Secret | undefined {
  const descriptor = env['AWSENV_PASSPHRASE_FD']
  if (descriptor) return firstLine(readDescriptor(descriptor), 'AWSENV_PASSPHRASE_FD')
  const path = env['AWSENV_PASSPHRASE_FILE']
  if (!path) return undefined
  const bytes = readOwnFile(path, uid)
  if (bytes === undefined) throw new AwsenvError(`AWSENV_PASSPHRASE_FILE names "${path}", which is not there`)
  return firstLine(Buffer.from(bytes).toString('utf8'), 'AWSENV_PASSPHRASE_FILE')
}

/** Asks for the passphrase of an existing vault, and again if `use` finds it wrong: three times at most. */
export async function withAskedPassphrase<T>(
  { asker, say }: PassphrasePlace,
  path: string,
  use: (passphrase: Secret) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const passphrase = await asked(asker, `passphrase of ${path}: `)
    try {
      return await use(passphrase)
    } catch (error) {
      if (!(error instanceof VaultError && error.reason === 'wrong passphrase') || attempt === MAX_ATTEMPTS) throw error
      say(`${error.message}: try again`)
    }
  }
}

/** Asks a person for a new one, typed twice. */
export async function newPassphrase({ asker, say }: PassphrasePlace, path: string): Promise<Secret> {
  for (let attempt = 1; ; attempt++) {
    const passphrase = await asked(asker, `a new passphrase for ${path}: `)
    const weakness = weaknessOf(passphrase)
    if (weakness?.isTooWeak) {
      if (attempt === MAX_ATTEMPTS) throw new AwsenvError(`${weakness.said}: nothing has changed`)
      say(`${weakness.said}: ${ADVICE}`)
      continue
    }
    if (weakness !== undefined) say(`${weakness.said}: ${ADVICE}`)
    const again = await asked(asker, 'the same again: ')
    if (passphrase.reveal() === again.reveal()) return passphrase
    if (attempt === MAX_ATTEMPTS) throw new AwsenvError('the two passphrases are not the same: nothing has changed')
    say('the two are not the same: try again')
  }
}

/** A weak passphrase from a file or a descriptor only gets a warning: its writer chose it. */
export function sayIfWeak({ say }: PassphrasePlace, passphrase: Secret): void {
  const weakness = weaknessOf(passphrase)
  if (weakness !== undefined) say(`${weakness.said}: ${ADVICE}`)
}

/** Only its length counts (NIST SP 800-63B): rules about kinds of characters lead to worse passphrases. */
function weaknessOf(passphrase: Secret): { readonly said: string; readonly isTooWeak: boolean } | undefined {
  const length = [...passphrase.reveal().normalize('NFC')].length
  if (length < LEAST) {
    return {
      said: `a passphrase of fewer than ${LEAST} characters can be guessed from a copy of the disk`,
      isTooWeak: true,
    }
  }
  return length < GOOD
    ? { said: `a passphrase of ${length} characters holds off a thief for a while only`, isTooWeak: false }
    : undefined
}

const LEAST = 8
const GOOD = 12
const ADVICE = 'four words that nobody else would put together are better'

async function asked(asker: Asker, question: string): Promise<Secret> {
  if (!asker.isPresent()) {
    throw new AwsenvError('the vault of the keys needs its passphrase, and nobody can be asked for it', {
      hint: 'run it in a terminal, or name a file that only you can read by AWSENV_PASSPHRASE_FILE, or an open descriptor by AWSENV_PASSPHRASE_FD',
      exitCode: ExitCode.cannotAsk,
    })
  }
  const typed = await asker.askHidden(question)
  if (!typed) throw new AwsenvError('no passphrase was given: nothing has changed')
  return new Secret(typed)
}

function readDescriptor(descriptor: string): string {
  try {
    if (/^\d{1,6}$/.test(descriptor)) return readFileSync(Number(descriptor), 'utf8')
  } catch (error) {
    throw systemRefusal(`can't read the descriptor ${descriptor} of AWSENV_PASSPHRASE_FD`, error)
  }
  throw misused(
    'AWSENV_PASSPHRASE_FD is not the number of an open descriptor',
    'for example: AWSENV_PASSPHRASE_FD=3 awsenv … 3<FILE',
  )
}

function firstLine(text: string, from: string): Secret {
  const [line = ''] = text.split(/\r?\n/, 1)
  if (line === '') throw new AwsenvError(`${from} gives no passphrase: its first line is empty`)
  return new Secret(line)
}

const MAX_ATTEMPTS = 3
