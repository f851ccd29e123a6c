import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import * as assert from 'uvu/assert'
import { completionFiles } from '../../tools/build/completions.ts'
import { has } from '../../tools/shells/real-shells.ts'
import { complete, completingShells } from '../support/completing-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { hostileValues } from '../support/hostile-values.ts'

describe('shell: completion', test => {
  const scene = (names: string | undefined, body: (env: Readonly<Record<string, string>>) => void) => {
    const cache = mkdtempSync(join(tmpdir(), 'awsenv-cache-'))
    try {
      mkdirSync(join(cache, 'awsenv'))
      if (names !== undefined) writeFileSync(join(cache, 'awsenv', 'names'), names)
      body({ XDG_CACHE_HOME: cache })
    } finally {
      rmSync(cache, { recursive: true })
    }
  }

  for (const shell of completingShells) {
    const { name } = shell.shell
    const inShell = needing(test, name, has(shell.argv[0]))

    inShell(`${name} offers what can stand at each place`, () =>
      scene(NAMES, env => {
        const { offers, stderr } = complete(shell, Object.keys(OFFERS), env)
        assert.is(stderr, '')
        assert.equal(Object.fromEntries(Object.keys(OFFERS).map((line, i) => [line, offers[i]])), OFFERS)
      }),
    )

    inShell(`${name} offers commands and options where there is no file of names, in silence`, () =>
      scene(undefined, env => {
        const { offers, stderr } = complete(
          shell,
          ['awsenv who', 'awsenv assume ', 'awsenv login --ref', 'awsenv init z'],
          env,
        )
        assert.is(stderr, '')
        assert.equal(offers, [['whoami'], [], ['--refresh'], ['zsh']])
      }),
    )

    inShell(`${name} offers hostile names as they are, and runs nothing in them or in the line`, () =>
      scene(HOSTILE.map((value, i) => `target\t${prefixed(value, i)}\n`).join(''), env => {
        const lines = HOSTILE.map((_, i) => `awsenv assume ${prefix(i)}`)
        const { offers, stderr } = complete(shell, [...lines, 'awsenv assume $(echo PWN >&2) --fr'], env)
        assert.is(stderr, '')
        assert.equal(offers, [...HOSTILE.map((value, i) => [prefixed(value, i)]), ['--from']])
      }),
    )
  }

  for (const shell of completingShells) {
    const { name } = shell.shell
    needing(
      test,
      name,
      has(shell.argv[0]),
    )(`${name} completes a command line behind a target as the program's own`, () =>
      scene(NAMES, env => {
        const completions = join(env['XDG_CACHE_HOME'] ?? '', basename(shell.completions))
        writeFileSync(completions, completionFiles(WITH_COMMAND_LINE).get(basename(shell.completions)) ?? '')
        const lines = ['run te', 'run 123456789012 ', 'run --fr', 'run --from work team-two --fr', ...PROGRAMS]
        const { offers, stderr } = complete(
          { ...shell, completions },
          lines.map(line => `awsenv ${line}`),
          env,
        )
        assert.is(stderr, '')
        const [targets, roles, option, foreign, ...programs] = offers
        assert.equal([targets, roles, option], [['team one', 'team-two'], ['Admin'], ['--from']])
        assert.not(foreign?.includes('--from'))
        // zsh is asked by a stand-in for its _normal; PowerShell goes on with files, which are none of ours.
        const expected = { zsh: ['NORMAL printen'], powershell: [] }[name] ?? ['printenv']
        for (const found of programs) assert.equal([...new Set(found)], expected)
      }),
    )
  }

  /** Without what awsenv leaves out: a name with a control character in it. */
  const HOSTILE = hostileValues.filter(
    value => value !== '' && !/[\p{C}\u2028\u2029]/u.test(value) && value.length < 100,
  )
  const prefix = (i: number) => `n${100 + i}`
  const prefixed = (value: string, i: number) => `${prefix(i)}${value}.`

  const NAMES = `# ["/home/alice/.aws/config"]
alias	prod
target	team one
target	team-two
account	123456789012
account	production
account	210987654321
role	123456789012	Admin
role	production	Admin
role	210987654321	Audit
profile	work
profile	team-two
region	eu-west-1
key	aliases.prod
later	something that a later version writes
`

  const PROGRAMS = ['run prod printen', 'run 123456789012 Admin printen', 'run prod -- printen']
  const from = { name: '--from', description: 'from', kind: 'PROFILE' }
  const WITH_COMMAND_LINE = [
    { path: '', words: [{ name: 'run', description: 'run it' }], flags: [], places: [] },
    { path: 'run', words: [], flags: [from], places: ['TARGET', 'COMMAND'] },
  ]

  const targets = ['123456789012', '210987654321', 'prod', 'production', 'team one', 'team-two']
  const OFFERS: Readonly<Record<string, readonly string[]>> = {
    'awsenv assu': ['assume'],
    'awsenv conf': ['config'],
    'awsenv config ': ['add-profile', 'dump', 'get', 'list', 'remove-profile', 'set', 'unset'],
    'awsenv --v': ['--version'],
    'awsenv assume ': targets,
    'awsenv assume te': ['team one', 'team-two'],
    'awsenv assume 123456789012 ': ['Admin'],
    'awsenv assume production ': ['Admin'],
    'awsenv assume 210987654321 A': ['Audit'],
    'awsenv assume prod ': [],
    'awsenv assume 123456789012 Admin ': [],
    'awsenv assume --from ': ['team-two', 'work'],
    'awsenv assume --from work te': ['team one', 'team-two'],
    'awsenv assume --from=w': ['--from=work'],
    'awsenv assume prod --from=w': ['--from=work'],
    'awsenv assume --refresh 123456789012 ': ['Admin'],
    'awsenv assume --session-name ': [],
    'awsenv assume --fr': ['--from'],
    'awsenv assume prod --region ': ['eu-west-1'],
    'awsenv login ': ['team-two', 'work'],
    'awsenv login --format ': ['dotenv', 'export', 'json', 'process'],
    'awsenv init ': ['bash', 'fish', 'powershell', 'zsh'],
    'awsenv unset --shell ': ['bash', 'fish', 'powershell', 'sh', 'zsh'],
    'awsenv config get al': ['aliases.prod'],
    'awsenv config set aw': ['aws_vault'],
    'awsenv config set aws_vault ': [],
    'awsenv nonsense ': [],
  }
})
