/** What the AWS CLI's own parser makes of a file, beside ours. */
import { spawnSync } from 'node:child_process'
import * as assert from 'uvu/assert'
import { describe, needing } from '../support/describe.ts'
import { plainSettings, profilesIn } from './shared-files.ts'

describe('botocore', test => {
  const hasBotocore = spawnSync('python3', ['-c', 'import botocore.configloader']).status === 0

  const files = [
    '',
    '[default]',
    '[default]\nregion = eu-west-1\noutput=json\n',
    '[profile a]\nregion = x\n\n[profile b]\nregion = y\n',
    '[profile "my prof"]\nregion = x\n',
    "[profile 'my prof']\nregion = x\n",
    `[profile 'it'"'"'s me']\nregion = x\n`,
    '[profile my prof]\nregion = x\n[profile b]\n',
    '[profile\ta]\nregion = x\n',
    '[profile   a]\nregion = x\n',
    '# c\n; c\n[profile a] # c\n  # c\nregion = x\n',
    '[profile a]\r\nregion = x\r\n',
    '[profile a]\nREGION = x\nRole_Arn = arn:aws:iam::123456789012:role/x\n',
    '[profile a]\n  region = x\n  output = json\n[profile b]\n  region = y\n',
    '[profile a]\nx = y\n  z\n  w\nregion = x\n',
    '[profile a]\nx = y#c\nz = y;c\n',
    '[profile a]\nx = y=z=\n',
    '[profile a]\nx =\n',
    '[profile a]\ns3 =\n  addressing_style = path\n  # c\n  x = y=z\nregion = x\n',
    '[profile é🚀]\nregion = ü\n',
    '[profile __proto__]\nconstructor = x\n',
    '[profile a.b/c_d@e+f:g%h]\nregion = x\n',
    '[profile default]\nregion = x\n',
    '[sso-session s]\nsso_region = x\n[services v]\nsts =\n  endpoint_url = http://localhost\n[profile a]\nservices = v\n',
    '[plugins]\nx = y\n[other]\nx = y\n[profile a]\n',
    '[profile a]\ncredential_process = "/opt/my tool/x" --y "z w"\n',
  ]

  needing(
    test,
    'botocore',
    hasBotocore,
  )(`reads the same profiles from ${files.length} files`, () => {
    const theirs = byBotocore(files)
    for (const [index, file] of files.entries()) assert.equal(ours(file), theirs[index], JSON.stringify(file))
  })

  type Sections = Record<string, Record<string, Record<string, string | Record<string, string>>>>

  function ours(config: string): Sections {
    const profiles = profilesIn(config)
    const all = (names: readonly string[], get: typeof profiles.get) =>
      Object.fromEntries(names.flatMap(name => (get(name) ? [[name, nested(plainSettings(get(name)))]] : [])))
    return {
      profiles: all(profiles.names(), profiles.get),
      sso_sessions: all(['s'], profiles.ssoSession),
      services: all(['v'], profiles.services),
    }
  }

  /** botocore gives sub-properties as a dictionary. */
  function nested(settings: Record<string, string>): Record<string, string | Record<string, string>> {
    const pairs = (value: string) =>
      Object.fromEntries(
        value
          .slice(1)
          .split('\n')
          .map(line => [line.split('=', 1)[0]?.trim(), line.replace(/^[^=]*=/, '').trim()]),
      )
    return Object.fromEntries(
      Object.entries(settings).map(([key, value]) => [key, value.startsWith('\n') ? pairs(value) : value]),
    )
  }

  /** One process for all, since its start takes longest. JSON.parse makes `__proto__` a name like any other. */
  function byBotocore(configs: readonly string[]): Sections[] {
    const script = `
import json, sys, tempfile
from botocore.configloader import load_config
results = []
for text in json.load(sys.stdin):
    with tempfile.NamedTemporaryFile() as file:
        file.write(text.encode())
        file.flush()
        loaded = load_config(file.name)
        results.append({key: loaded[key] for key in ('profiles', 'sso_sessions', 'services')})
json.dump(results, sys.stdout)
`
    const { stdout, stderr } = spawnSync('python3', ['-c', script], {
      input: JSON.stringify(configs),
      encoding: 'utf8',
      env: { ...process.env, PYTHONUTF8: '1' },
    })
    assert.is(stderr, '')
    return JSON.parse(stdout)
  }
})
