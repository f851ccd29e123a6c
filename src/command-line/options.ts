/** The options of the commands whose session goes into the shell, or by --format to whoever reads data. */
import { Option } from 'clipanion'
import { taking } from './declarations.ts'

export const shellOption = () =>
  taking('SHELL', Option.String('--shell', { description: 'write for this shell: sh, bash, zsh, fish, powershell' }))

export const printOption = () =>
  Option.Boolean('--print', false, { description: 'print the script, secrets included, even to a terminal' })

export const formatOption = () =>
  taking(
    'FORMAT',
    Option.String('--format', {
      description: 'as data instead of a script: json, process, dotenv, export; the shell stays as it is',
    }),
  )

/** For what a person types: what runs unattended may never answer for them. */
export const yesOption = () =>
  Option.Boolean('--yes', false, {
    description: "skip an account's confirmation, if the settings allow it",
  })
