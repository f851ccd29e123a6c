/** Files as people have them: read as their tools read them, and beside the parser of the AWS CLI. */
import { spawnSync } from 'node:child_process'
import * as assert from 'uvu/assert'
import { chainOf } from '../../src/profiles/chain.ts'
import { accessKeyOf, type Profile } from '../../src/profiles/profile.ts'
import { describe, needing } from '../support/describe.ts'
import { plain, profilesIn } from './shared-files.ts'
import { aws } from './wild/aws.ts'
import { awsVault } from './wild/aws-vault.ts'
import { awsume } from './wild/awsume.ts'
import { granted } from './wild/granted.ts'
import { others } from './wild/others.ts'
import { terraform } from './wild/terraform.ts'
import type { WildFile } from './wild/wild-file.ts'

/** Where awsenv reads a file otherwise than botocore does, and why. */
const DIFFERENCES: Readonly<Record<string, string>> = {
  'sdkref, "Shared config and credentials files": a comment behind a value':
    'botocore takes the comment for a part of the value; the SDKs, and their reference guide, do not',
  'sdkref, "Shared config and credentials files": [default] and [profile default]':
    'botocore takes the later one; the SDKs take [profile default], wherever it stands',
  'Notepad on Windows: a byte order mark': 'botocore fails; the mark is no text',
  'a profile that stands twice': 'botocore fails; the SDKs merge the two, and awsenv warns of it',
  '[DEFAULT], which is not [default]':
    "Python's configparser gives its values to every section; the SDKs ignore it, and awsenv warns of it",
  'the two scripts: [profile x] in the credentials file, where no tool of AWS looks for a prefix':
    'botocore has a profile "profile admin" then; the SDKs ignore it, and awsenv warns of it',
}

describe('files in the wild', test => {
  const files = Object.entries({ aws, 'aws-vault': awsVault, granted, awsume, terraform, others })

  for (const [tool, rows] of files) {
    for (const { source, config = '', credentials = '', chains, keys = {} } of rows) {
      test(`${tool}: ${source}`, () => {
        const profiles = profilesIn(config, credentials)
        assert.equal(
          profiles.names().map(name => shortened(chainText(profiles.get(name) as Profile, profiles), chains)),
          chains,
        )
        for (const [name, expected] of Object.entries(keys)) {
          const profile = profiles.get(name) as Profile
          const found = Object.keys(expected).map(key => [key, profile[key as keyof typeof expected]])
          assert.equal(Object.fromEntries(found), expected)
        }
      })
    }
  }

  const all = files.flatMap(([, rows]) => rows)

  test('there are fifty, at least, and no two of one name', () => {
    assert.ok(new Set(all.map(({ source }) => source)).size === all.length && all.length >= 50, `${all.length}`)
  })

  const python = process.env['AWSENV_TEST_PYTHON'] ?? 'python3'
  const hasBotocore = spawnSync(python, ['-c', 'import botocore.session']).status === 0

  needing(
    test,
    'botocore',
    hasBotocore,
  )('botocore reads the same profiles from them, but for the differences that are listed', () => {
    const theirs = byBotocore(python, all)
    const differing = all.filter(({ config, credentials }, index) => {
      const ours = plain(profilesIn(config ?? '', credentials ?? ''))
      return JSON.stringify(sorted(ours)) !== JSON.stringify(sorted(theirs[index] ?? {}))
    })
    assert.equal(differing.map(({ source }) => source).sort(), Object.keys(DIFFERENCES).sort())
  })
})

/** `dev:role < root:key`, as wild-file.ts describes it. */
function chainText(profile: Profile, profiles: ReturnType<typeof profilesIn>): string {
  try {
    return chainOf(profile, profiles)
      .map(step => [step.name, useOf(step)].filter(Boolean).join(':'))
      .join(' < ')
  } catch (error) {
    return `${profile.name}! ${(error as Error).message}`
  }
}

function useOf(profile: Profile): string {
  if (profile.role_arn !== undefined) {
    if (profile.source_profile !== undefined) return 'role'
    return profile.credential_source ?? 'web'
  }
  if (accessKeyOf(profile)) return 'key'
  if (profile.credential_process !== undefined) return 'process'
  if (profile.sso_session !== undefined || profile.sso_start_url !== undefined) return 'sso'
  return profile.login_session === undefined ? '' : 'login'
}

/** An error as far as the table has it. */
function shortened(text: string, chains: readonly string[]): string {
  return chains.find(chain => chain.includes('! ') && text.startsWith(chain)) ?? text
}

/** Sub-properties are an object for botocore, and lines for us. */
function sorted(value: unknown): unknown {
  if (typeof value === 'string' && value.startsWith('\n')) {
    return sorted(
      Object.fromEntries(
        value
          .slice(1)
          .split('\n')
          .map(line => [line.split('=', 1)[0]?.trim(), line.replace(/^[^=]*=/, '').trim()]),
      ),
    )
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .map(([key, child]) => [key, sorted(child)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
}

/** What the AWS CLI makes of both files together; an error is no profile at all. One process for all. */
function byBotocore(python: string, files: readonly WildFile[]): Record<string, unknown>[] {
  const script = `
import json, os, sys, tempfile
from botocore.session import Session
results = []
with tempfile.TemporaryDirectory() as folder:
    os.environ['AWS_CONFIG_FILE'] = os.path.join(folder, 'config')
    os.environ['AWS_SHARED_CREDENTIALS_FILE'] = os.path.join(folder, 'credentials')
    for texts in json.load(sys.stdin):
        for name, text in texts.items():
            with open(os.path.join(folder, name), 'wb') as file:
                file.write(text.encode())
        try:
            results.append(Session().full_config['profiles'])
        except Exception as error:
            results.append({'error': type(error).__name__})
json.dump(results, sys.stdout)
`
  const texts = files.map(({ config = '', credentials = '' }) => ({ config, credentials }))
  const { stdout, stderr } = spawnSync(python, ['-c', script], {
    input: JSON.stringify(texts),
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], PYTHONUTF8: '1' },
  })
  assert.is(stderr, '')
  return JSON.parse(stdout)
}
