/** What a code block of a page is written in: its own word for it, or what it looks like. */
import type { Block } from './page.ts'

export type Kind = 'console' | 'sh' | 'zsh' | 'fish' | 'powershell' | 'ini' | 'toml' | 'json' | 'output' | 'unknown'

export function kindOf({ language, text }: Block): Kind {
  if (language !== '') return LANGUAGES[language] ?? 'unknown'
  if (PROMPT.test(text)) return 'console'
  if (/^(?:awsenv: (?:error|hint|warning)|(?:warning|failure): [\w-]+): /.test(text)) return 'output'
  if (/^\[(?:default|(?:profile|sso-session|services) [^\]]+)\]$/m.test(text)) return 'ini'
  if (/^credential_process = /.test(text)) return 'ini'
  if (/^\[|^\w+ = ["[{]/.test(text)) return 'toml'
  if (/^[{[]/.test(text)) return 'json'
  return 'sh'
}

/** What a reader types: after the prompts of a block that shows some, else every line. */
export function typedLines(block: Block): readonly string[] {
  const lines = block.text.split('\n')
  const kind = kindOf(block)
  if (kind === 'console') return lines.flatMap(line => prompted(line)?.command ?? [])
  return kind === 'output' ? [] : lines
}

/** A line in two, if it begins with a prompt: `$ `, `(Admin@123456789012 59m) ~/infra $ `, `PS C:\> `. */
export function prompted(line: string): { readonly prompt: string; readonly command: string } | undefined {
  const [prompt] = PROMPT.exec(line) ?? []
  return prompt === undefined ? undefined : { prompt, command: line.slice(prompt.length) }
}

const PROMPT = /^(?:\([^)]*\) )?(?:\S+ )?(?:\$|PS [^>]*>)(?: |$)/m

const LANGUAGES: Readonly<Record<string, Kind>> = {
  ...{ console: 'console', 'shell-session': 'console', sh: 'sh', bash: 'sh', shell: 'sh', zsh: 'zsh', fish: 'fish' },
  ...{ powershell: 'powershell', pwsh: 'powershell', ps1: 'powershell' },
  ...{ ini: 'ini', toml: 'toml', json: 'json', jsonc: 'json' },
}
