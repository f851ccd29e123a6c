/** What the pages show of a terminal, played by the built binary in a bash with the hook. */
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { openPty } from '../../tools/pty/pty.ts'
import { has } from '../../tools/shells/real-shells.ts'
import { allPages, pageAt } from '../docs/page.ts'
import { asPattern, type Shown, steady, transcriptOf } from '../docs/transcript.ts'
import { describe, needing } from '../support/describe.ts'
import { onStage, type Stage } from './stage.ts'

/** What has to be there before the commands of a page. */
const PLAYED: Readonly<Record<string, (stage: Stage) => void>> = {
  'README.md': () => {},
  'docs/doctor.md': ({ home }) => chmodSync(join(home, '.aws/credentials'), 0o644),
}
/** What shows the others to be true. */
const ELSEWHERE = { 'docs/from-zero.md': 'test/docs/from-zero.test.ts' }

describe('e2e: what the pages show', test => {
  // A page in another language has the blocks of the English one: translations.test.ts.
  const english = allPages().filter(({ path }) => !/\.ja\.md$|^docs\/ja\//.test(path))
  const pages = english.filter(page => transcriptOf(page).some(({ command }) => command !== ''))

  test('each page that shows a terminal is played', () => {
    assert.equal(pages.map(({ path }) => path).sort(), Object.keys({ ...PLAYED, ...ELSEWHERE }).sort())
  })

  for (const [path, prepare] of Object.entries(PLAYED))
    needing(
      test,
      'python3 and bash',
      has('python3') && has('bash'),
    )(
      `${path}: its commands say what it shows, after the prompts that it shows`,
      onStage(async stage => {
        prepare(stage)
        await play(stage, transcriptOf(pageAt(path)))
      }),
    )
})

async function play(stage: Stage, transcript: readonly Shown[]): Promise<void> {
  const env = { ...stage.env, NO_COLOR: '1', INPUTRC: '/dev/null' }
  await using pty = openPty(['bash', '--noprofile', '--norc', '-i'], { env, cwd: stage.cwd })
  pty.type(`. "$(awsenv init bash --path)"; bind "set enable-bracketed-paste off"; PS1='$ \\[\\e]133;B\\a\\]'\r`)
  let prompt = promptIn(await pty.shows(PROMPT_END))
  for (const { prompt: shown, command, lines } of transcript) {
    assert.is(steady(prompt, stage.home), shown, command)
    pty.type(`${command}\r`)
    const asked = lines.flatMap(line => /^(MFA code .*: )461015$/.exec(line)?.[1] ?? [])
    let said = ''
    for (const question of asked) {
      said += await pty.shows(question)
      const code = stage.code()
      pty.type(`${code}\r`)
      said += (await pty.shows(`${code}\r\n`)).replace(code, '461015')
    }
    const rest = await pty.shows(PROMPT_END)
    prompt = promptIn(rest)
    said = `${said}${rest}`.replaceAll('\r\n', '\n').slice(0, -PROMPT_END.length - prompt.length)
    const echo = `${command}\n`
    assert.ok(said.startsWith(echo), said)
    const seen = steady(said.slice(echo.length), stage.home)
    assert.match(seen, asPattern(lines), `${command}\n${seen}`)
  }
}

/** What a terminal is told, unseen, where a prompt ends. */
const PROMPT_END = '\x1b]133;B\x07'

function promptIn(screen: string): string {
  return screen.slice(0, -PROMPT_END.length).split('\n').at(-1) ?? ''
}
