/** Every code block of the documentation is understood by what it is written for; what its commands do is tested elsewhere. */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { parse } from '../../src/profiles/parse.ts'
import { checked, unknownKeys } from '../../src/settings/schema.ts'
import { parseToml } from '../../src/settings/toml/toml.ts'
import { has, powershellShell } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { type Kind, kindOf, typedLines } from './block-kinds.ts'
import { allPages, type Block, ROOT } from './page.ts'

/** Nothing here reads them. The first words of each, and what does. */
const ELSEWHERE = [
  ['docs/architecture.md', 'src/\n', 'a tree of folders: test/architecture/page.test.ts'],
  ['docs/scripts.md', '[Service]', 'a unit of systemd: test/e2e/script-examples.test.ts'],
] as const

describe('docs: code blocks', test => {
  const all = allPages().flatMap(({ path, blocks }) => blocks.map(block => ({ ...block, path })))
  const isElsewhere = ({ path, text }: (typeof all)[number]) =>
    ELSEWHERE.some(([page, start]) => page === path && text.startsWith(start))
  const blocks = all.filter(block => !isElsewhere(block))
  const faults = async (kinds: readonly Kind[], faultIn: (text: string) => unknown) => {
    const found = blocks.filter(block => kinds.includes(kindOf(block)))
    const told = await Promise.all(found.map(async block => ({ ...block, fault: await faultIn(typed(block)) })))
    return told.filter(({ fault }) => fault !== undefined).map(({ path, text, fault }) => ({ path, text, fault }))
  }

  test('each block is in a language that a test knows, or named here with what tests it', () => {
    assert.equal(
      blocks.filter(block => kindOf(block) === 'unknown').map(({ path, language, text }) => ({ path, language, text })),
      [],
    )
    for (const [page, start] of ELSEWHERE)
      assert.ok(
        all.some(block => block.path === page && block.text.startsWith(start)),
        `${page} has ${start}`,
      )
  })

  for (const [program, kinds] of [
    ['bash', ['sh', 'console']],
    ['zsh', ['zsh']],
    ['fish', ['fish']],
  ] as const)
    needing(
      test,
      program,
      has(program),
    )(`${program} can read what is written for it`, async () => {
      assert.equal(
        await faults(kinds, text => {
          const { status, stderr } = spawnSync(program, ['-n'], { input: text, encoding: 'utf8' })
          return status === 0 && stderr === '' ? undefined : stderr
        }),
        [],
      )
    })

  needing(
    test,
    'PowerShell',
    has(powershellShell.argv[0]),
  )('PowerShell can read what is written for it', () => {
    const written = blocks.filter(block => kindOf(block) === 'powershell').map(({ text }) => text)
    const [program, ...options] = powershellShell.argv
    const { status, stdout, stderr } = spawnSync(program, [...options, '-Command', PARSE], {
      input: JSON.stringify([...written, OPEN]),
      encoding: 'utf8',
    })
    assert.is(status, 0, stderr)
    assert.equal(JSON.parse(stdout), [
      { text: OPEN, fault: "Missing closing '}' in statement block or type definition." },
    ])
  })

  test('awsenv reads each piece of ~/.aws/config without a warning, and knows its keys', async () => {
    const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.ts'))
      .map(name => readFileSync(join(ROOT, 'src', name), 'utf8'))
      .join('\n')
    const fault = (text: string) => {
      const piece = text.startsWith('[') ? text : `[default]\n${text}`
      const { sections, warnings } = parse(Buffer.from(`${piece}\n`), 'config', 'config')
      const keys = Object.values(sections).flatMap(named => [...named.values()].flatMap(keys => [...keys.keys()]))
      const unknown = keys.filter(key => !new RegExp(`\\b${key}\\b`).test(sources))
      return warnings.length + unknown.length === 0 && keys.length > 0 ? undefined : { warnings, unknown }
    }
    assert.ok(fault('[profile x]\nmfa_seral = y'))
    assert.equal(await faults(['ini'], fault), [])
  })

  test('awsenv takes each piece of its settings', async () => {
    const fault = async (text: string) => {
      const read = await parseToml(text)
      if ('reason' in read) return read
      const result = checked(read.data)
      const unknown = unknownKeys(read.data)
      return 'faults' in result || unknown.length > 0 ? { result, unknown } : undefined
    }
    assert.ok(await fault('alias = { x = "y" }'))
    assert.equal(await faults(['toml'], fault), [])
  })

  test('each piece of JSON is JSON', async () => {
    const fault = (text: string) => {
      try {
        JSON.parse(text)
      } catch (error) {
        return String(error)
      }
    }
    assert.equal(await faults(['json'], fault), [])
  })
})

function typed(block: Block): string {
  return typedLines(block).join('\n')
}

const OPEN = 'a line { that is open'

/** Reads texts as JSON, and writes the faults in them. */
const PARSE = `
  $texts = [Console]::In.ReadToEnd() | ConvertFrom-Json
  $faults = foreach ($text in $texts) {
    $found = $null
    [void][System.Management.Automation.Language.Parser]::ParseInput($text, [ref]$null, [ref]$found)
    $found | ForEach-Object { [pscustomobject]@{ text = $text; fault = $_.Message } }
  }
  ConvertTo-Json -Compress -InputObject @($faults)
`
