/**
 * granted: long-term keys in its keyring, lines of credential_process, and profiles of Identity Center under names of its own.
 * https://github.com/common-fate/granted/blob/main/pkg/securestorage/securestorage.go names the places.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Context } from '../context/context.ts'
import { AwsenvError } from '../errors.ts'
import { readTextFile } from '../files/read.ts'
import { changeSharedFile } from '../install/shared-file.ts'
import { configPaths } from '../profiles/files.ts'
import { withReplacement } from '../profiles/key-lines.ts'
import { shellWord } from '../shells/posix.ts'
import type { Finding, OtherTool } from './finding.ts'
import { keysInFolder, keysInKeychain } from './keyring-keys.ts'
import { processFinding, type ToolLine, toolLines, unreadKeys } from './process-line.ts'

export const granted: OtherTool = {
  name: 'granted',
  async find(context) {
    const folder = folderOf(context)
    const removal = 'granted credentials remove'
    const path = (await ownKeyFolder(folder)) ?? join(folder, 'secure-storage-aws-iam-credentials')
    const lines = toolLines(context, /(?:^|[/\\])d?granted(?:\.exe)?$/, askedIn)
    const keys = [
      ...(await keysInFolder(context, { path, removal, isSession: () => false })),
      // Its items have no label.
      ...(await keysInKeychain(context, { tool: 'granted', removal, isOwn: ({ label }) => label === '' })),
    ]
    const ofCenter = lines.filter(isOfCenter)
    const others = lines.filter(line => !isOfCenter(line))
    return [
      ...keys,
      ...unreadKeys(context, others, keys, exportedBy),
      ...ofCenter.map(line => centerFinding(context, line)),
      ...others.map(line => processFinding(context, line)),
    ]
  },
}

function folderOf({ env, home }: Context): string {
  const usual = join(home, '.granted')
  const { XDG_CONFIG_HOME: xdg } = env
  return xdg && !existsSync(usual) ? join(xdg, 'granted') : usual
}

/** As its settings say. */
async function ownKeyFolder(folder: string): Promise<string | undefined> {
  const text = readTextFile(join(folder, 'config'))
  if (!text) return undefined
  const { parse } = await import('../settings/lazy/toml.ts')
  try {
    const { Keyring } = parse(text) as { readonly Keyring?: { readonly FileDir?: unknown } }
    return typeof Keyring?.FileDir === 'string' ? Keyring.FileDir : undefined
  } catch {
    return undefined // granted can't read it either.
  }
}

/** `credential-process --profile NAME`, with or without the option that opens a browser. */
function askedIn(words: readonly string[]): string | undefined {
  const [, name] =
    /^credential-process (?:--auto-login )?--profile[ =]([^ ]+)(?: --auto-login)?$/.exec(words.join(' ')) ?? []
  return name
}

function isOfCenter({ profile }: ToolLine): boolean {
  return profile.settings.has('granted_sso_start_url')
}

/** https://docs.commonfate.io/granted/usage/credentials */
function exportedBy(name: string): string {
  const word = shellWord(name)
  return `run: granted credentials export-plaintext ${word}, then awsenv keys import ${word}`
}

/** A profile that granted has written for a role of Identity Center: with AWS's own names, every AWS tool can use it. */
function centerFinding(context: Context, { profile, file, value }: ToolLine): Finding {
  const keys = NAMES.filter(name => typeof profile.settings.get(`granted_${name}`)?.value === 'string')
  return {
    what: `profile "${profile.name}" of Identity Center in "${file}", which only granted can use`,
    plan: `rename granted_sso_… to AWS's sso_…, and remove the line of credential_process`,
    async take() {
      const { config } = configPaths(context.env, context.home)
      const place = { file, kind: file === config ? 'config' : 'credentials', name: profile.name } as const
      const edits = keys.map(name => {
        const own = { key: `granted_${name}`, value: String(profile.settings.get(`granted_${name}`)?.value) }
        return [own, `${name} = ${own.value}`] as const
      })
      await changeSharedFile(context, file, bytes =>
        [...edits, [{ key: 'credential_process', value }, undefined] as const].reduce((before, [entry, line]) => {
          const after = withReplacement(before, place, entry, line)
          if (after !== undefined) return after
          throw new AwsenvError(`"${file}" has changed meanwhile: ${entry.key} of [${profile.name}] is another`)
        }, bytes),
      )
      context.say(`profile "${profile.name}" in "${file}" is one of AWS's own; run: awsenv login ${profile.name}`)
    },
  }
}

const NAMES = ['sso_start_url', 'sso_region', 'sso_account_id', 'sso_role_name', 'sso_registration_scopes']
