/** How options are declared, and those of commands that put a session into the shell, or print it by --format. */
import { Option } from 'clipanion'
import { misused } from '../errors.ts'

/** Names the value of an option: `taking('TIME', Option.String('--duration', …))`. Clipanion has no place for it. */
export function taking<Value>(valueName: string, option: Value): Value {
  return Object.assign(option as object, { valueName }) as Value
}

export const shellOption = () =>
  taking(
    'SHELL',
    Option.String('--shell', {
      description: 'write for this shell: sh, bash, zsh, fish, powershell, nushell, elvish, xonsh',
    }),
  )

export const printOption = () =>
  Option.Boolean('--print', false, { description: 'print the script, secrets included, even to a terminal' })

export const formatOption = () =>
  taking(
    'FORMAT',
    Option.String('--format', {
      description: 'as data instead of a script: json, process, dotenv, export; the shell stays as it is',
    }),
  )

/** `--ask`: beats the setting. */
export const askOption = () =>
  taking(
    'PLACE',
    Option.String('--ask', {
      description: 'window: an MFA code in one, without a terminal; never: no question at all',
    }),
  )

export function askedIn(place: string | undefined): (typeof PLACES)[number] | undefined {
  const known = PLACES.find(name => name === place)
  if (place === undefined || known !== undefined) return known
  throw misused(`awsenv can't ask in "${place}"`, `write one of: ${PLACES.map(name => `--ask ${name}`).join(', ')}`)
}

export const PLACES = ['terminal', 'window', 'never'] as const

/** Only for commands that a person types: an unattended program must not answer for them. */
export const yesOption = () =>
  Option.Boolean('--yes', false, {
    description: "skip an account's confirmation, if the settings allow it",
  })
