import { Command, Option } from 'clipanion'
import { AwsenvCommand } from '../../command-line/command.ts'
import type { SettingsFile } from '../../settings/file.ts'
import { defaultOf } from '../../settings/key.ts'
import { aliasNamed, DEFAULTS, keyName } from '../../settings/settings.ts'
import { shownValue } from '../../settings/toml/edit.ts'
import { writtenSettings } from '../../settings/written.ts'
import { table } from '../../terminal/table.ts'
import { printable } from '../../text/printable.ts'

/** A setting in force; `line` is undefined for a default. */
type Row = { readonly key: string; readonly value: unknown; readonly line?: number; readonly hidesProfile?: string }

export class ConfigListCommand extends AwsenvCommand {
  static override paths = [['config', 'list']]
  static override usage = Command.Usage({
    category: 'Settings',
    description: 'list the settings, and where each comes from',
    examples: [
      ['For a person', '$0 config list'],
      ['For a script', '$0 config list --json'],
    ],
  })

  json = Option.Boolean('--json', false, { description: 'as JSON' })

  override get givesData(): boolean {
    return true
  }

  async execute(): Promise<void> {
    const { path, text } = await this.awsenv.settings
    const rows = await this.rows()
    const file = { path, found: text !== undefined }
    this.awsenv.output.write(
      this.json ? `${JSON.stringify({ file, settings: rows }, null, 2)}\n` : table(rows.map(cells)),
    )
    if (!this.json) this.awsenv.say(`the file is "${path}"${file.found ? '' : ' (there is no such file)'}`)
  }

  private async rows(): Promise<readonly Row[]> {
    const file = await this.awsenv.settings
    const written = writtenSettings(file).map(({ path, value, line }) => {
      const [root, name = ''] = path
      const row = { key: keyName(path), value, line }
      return root === 'aliases' && this.hides(file, name) ? { ...row, hidesProfile: name } : row
    })
    const roots = Object.keys(DEFAULTS).filter(key => !['aliases', 'accounts'].includes(key))
    const defaults = roots.filter(key => !Object.hasOwn(file.data, key)).map(key => ({ key, value: defaultOf([key]) }))
    return [...written, ...defaults]
  }

  /** The profile that this alias hides. */
  private hides({ settings }: SettingsFile, name: string): boolean {
    return this.awsenv.profiles.get(name) !== undefined && aliasNamed(settings, name)?.role !== name
  }
}

function cells({ key, value, line, hidesProfile }: Row): readonly string[] {
  const origin = line === undefined ? 'default' : `line ${line}`
  const note = hidesProfile === undefined ? '' : ` (hides profile "${hidesProfile}")`
  return [key, printable(shownValue(value)), `${origin}${note}`]
}
