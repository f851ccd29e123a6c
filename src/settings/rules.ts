/** The limits of single values, each with the words that describe it. Pure. */
import { isAbsolute } from 'node:path'
import * as t from 'typanion'
import { accountAndRole, accountIdIn, checkedRegion, parseRoleArn, roleArn } from '../model/arn.ts'
import { PLACEHOLDERS } from '../model/browser-command.ts'
import { parseDuration } from '../model/duration.ts'
import { isTemplate } from '../model/profile-template.ts'
import { checkRoleOptions } from '../model/session-options.ts'
import { commandWords } from '../text/command-words.ts'
import { printable } from '../text/printable.ts'

export const isYesOrNo = rule<boolean>('true or false', value => typeof value === 'boolean')

export const isProfileName = text(
  'the name of a profile',
  name => name !== '' && name.length <= 128 && name === printable(name) && name === name.trim(),
)

/** In seconds, or as people write it. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const isRoleDuration = rule<string | number>(
  'seconds or a form like "1h30m", from 15 minutes to 12 hours',
  value =>
    (typeof value === 'number' || typeof value === 'string') && passes(() => parseDuration(String(value), 900, 43_200)),
)

export const isRegion = text('a region like "eu-central-1"', region => passes(() => checkedRegion(region)))

export const isExternalId = text('2 to 1224 letters, digits and +=,.@:/_-', externalId =>
  passes(() => checkRoleOptions({ externalId })),
)

export const isSessionName = text('2 to 64 letters, digits and +=,.@_-', roleSessionName =>
  passes(() => checkRoleOptions({ roleSessionName })),
)

/** The colours that every terminal and every hook can show. */
export const isColour = text('red, yellow, green, blue, magenta or cyan', colour =>
  /^(?:red|yellow|green|blue|magenta|cyan)$/.test(colour),
)

export const isAsk = text('terminal or window', place => /^(?:terminal|window)$/.test(place))

export const isKeyStore = text('keychain or passphrase', name => /^(?:keychain|passphrase)$/.test(name))

/** It appears in the prompt, after the @ of `Admin@NAME`. */
export const isAccountName = text('1 to 64 letters, digits and ._+-', name => /^[\p{L}\p{N}._+-]{1,64}$/u.test(name))

export const isListOfHosts = rule<readonly string[]>(
  'a list of names of hosts, each in lower case and without https:// or path, and with a port if only that is meant',
  hosts =>
    Array.isArray(hosts) && hosts.every(host => typeof host === 'string' && host.length <= 253 && HOST.test(host)),
)
const HOST = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:\d{1,5})?$/

export const isListOfPaths = rule<readonly string[]>(
  'a list of absolute paths, each as the variable has it',
  paths => Array.isArray(paths) && paths.every(path => typeof path === 'string' && isAbsolute(path)),
)

export const isProfileTemplate = text(
  'a name with {role_name} and {account_name} or {account_id} in it, like "{account_name}/{role_name}"',
  isTemplate,
)

/** A command line, run without a shell, with a place for the page's URL. */
export const isBrowser = text(
  'a command line like "firefox -P {account} {url}": {url} or {container} has to be in it, {profile}, {directory}, {account}, {role} and {name} may',
  line => line === '' || isBrowserCommand(commandWords(line)),
)

export const isBrowserPer = text('account or role', word => /^(?:account|role)$/.test(word))

/** The target of an alias: the ARN of a role, an account id with the name of a role, or a profile. */
export const isTarget = text('the ARN of a role, "ACCOUNT ROLE" or the name of a profile', target => {
  if (target.startsWith('arn:')) return passes(() => parseRoleArn(target))
  if (accountIdIn(target.split(' ')[0] ?? '') === undefined) return isProfileName(target)
  const [accountId, role] = accountAndRole(target) ?? []
  return accountId !== undefined && role !== undefined && passes(() => roleArn('aws', accountId, role))
})

/** A word to type after `assume` that means nothing else there. */
export function isAliasName(name: string): boolean {
  return /^[\w.@+-]{1,64}$/.test(name) && !name.startsWith('-') && accountIdIn(name) === undefined
}

/** A table with these fields; others are checked for typing errors elsewhere. */
export function table<Fields extends Record<string, t.AnyStrictValidator>>(fields: Fields) {
  const fits = t.isObject(fields, { extra: t.isUnknown() })
  return t.makeValidator<unknown, t.InferType<typeof fits>>({
    test: (value, state): value is t.InferType<typeof fits> => isTable(value, state) && fits(value, state),
  })
}

/** A table with the user's own names. */
export function dictionary<T>(names: string, isName: (name: string) => boolean, entry: t.StrictValidator<unknown, T>) {
  const fits = t.isDict(entry)
  return t.makeValidator<unknown, Record<string, T>>({
    test(value, state): value is Record<string, T> {
      if (!isTable(value, state)) return false
      // typanion itself refuses "constructor" and "__proto__"
      const wrong = Object.keys(value as object).find(name => !isName(name))
      return wrong === undefined ? fits(value, state) : reject(state, `[${JSON.stringify(wrong)}]`, names)
    },
  })
}

const isTable = rule<object>('a table', value => typeof value === 'object' && value !== null && !Array.isArray(value))

/** A validator whose error describes the right value. */
export function rule<T>(what: string, holds: (value: unknown) => boolean): t.StrictValidator<unknown, T> {
  return t.makeValidator<unknown, T>({
    test: (value, state): value is T => holds(value) || reject(state, '', what),
  })
}

function reject(state: t.ValidationState | undefined, key: string, what: string): false {
  state?.errors?.push(`${state.p ?? '.'}${key}: ${what}`)
  return false
}

function isBrowserCommand(words: readonly string[] | undefined): boolean {
  const [program = '', ...args] = words ?? []
  const names = args.flatMap(word => word.match(/(?<=\{)\w+(?=\})/g) ?? [])
  const hasPage = names.includes('url') || names.includes('container')
  return program !== '' && !program.includes('{') && hasPage && names.every(name => PLACEHOLDERS.includes(name))
}

function text(what: string, holds: (value: string) => boolean): t.StrictValidator<unknown, string> {
  return rule<string>(what, value => typeof value === 'string' && holds(value))
}

function passes(check: () => unknown): boolean {
  try {
    check()
    return true
  } catch {
    return false
  }
}
