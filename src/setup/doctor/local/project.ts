import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Context } from '../../../context/context.ts'
import { type Check, type Finding, failure, known, warning, words } from '../../finding.ts'
import { otherText } from './other-text.ts'

/** Files of the folder that this shell is in whose tools take a profile of their own instead of the shell's role. */
export const project: Check<Context> = {
  name: 'project',
  ok: 'no file in this folder names a profile or a key of its own',
  find: ({ env }) => {
    const folder = env['PWD'] || '.'
    return filesIn(folder).flatMap(({ name, tool, pattern }) => {
      const path = join(folder, name)
      const text = otherText(path)
      if (pattern?.test(text)) return [ownProfile(path, tool)]
      return pattern === undefined ? ofDotEnv(path, text) : []
    })
  },
}

type Read = { readonly name: string; readonly tool: string; readonly pattern?: RegExp }

function filesIn(folder: string): readonly Read[] {
  try {
    return readdirSync(folder).flatMap(name => {
      const known = FILES.find(({ file }) => file.test(name))
      return known === undefined ? [] : [{ ...known, name }]
    })
  } catch {
    return []
  }
}

const FILES: readonly (Omit<Read, 'name'> & { readonly file: RegExp })[] = [
  { file: /^cdk\.json$/, tool: 'CDK', pattern: /"profile"\s*:\s*"/ },
  { file: /^samconfig\.toml$/, tool: 'SAM', pattern: /^\s*profile\s*=/m },
  {
    file: /^serverless\.ya?ml$/,
    tool: 'the Serverless Framework',
    pattern: /^provider:\n(?:[ #].*\n|\n)*? +profile:/m,
  },
  { file: /\.tf$/, tool: 'Terraform', pattern: /^\s*provider\s+"aws"\s*\{[^}]*^\s*profile\s*=/m },
  { file: /^\.env(?:rc|\.\w+)?$/, tool: '' },
]

function ownProfile(path: string, tool: string): Finding {
  return warning(
    words`"${path}" names a profile: ${known(tool)} takes that, not the role of this shell`,
    'remove it there, or give the profile its session from awsenv: awsenv config add-profile NAME TARGET',
  )
}

/** A file of variables, which direnv, Docker Compose and many programs load over those of the shell. */
function ofDotEnv(path: string, text: string): readonly Finding[] {
  const names = [
    ...text.matchAll(/^\s*(?:export\s+)?(AWS_(?:PROFILE|ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN))=\S/gm),
  ]
  return names.map(([, name = '']) =>
    name === 'AWS_SECRET_ACCESS_KEY'
      ? failure(
          words`"${path}" has a secret key in plain text`,
          'awsenv keys add stores it safely; then remove it there',
        )
      : warning(words`"${path}" sets ${known(name)}, over the role of this shell`, `remove ${name} there`),
  )
}
