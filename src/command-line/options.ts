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
  taking('PLACE', Option.String('--ask', { description: 'window: ask for an MFA code in one, without a terminal' }))

export function askedIn(place: string | undefined): 'terminal' | 'window' | undefined {
  if (place === undefined || place === 'terminal' || place === 'window') return place
  throw misused(`"${place}" is no place to ask`, 'write --ask window, or --ask terminal')
}

/** Only for commands that a person types: an unattended program must not answer for them. */
export const yesOption = () =>
  Option.Boolean('--yes', false, {
    description: "skip an account's confirmation, if the settings allow it",
  })
