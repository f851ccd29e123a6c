/** The variables of awsenv's own, as the sources name them. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

export function ownVariables(): readonly string[] {
  const names = ['src', 'shell'].flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .flatMap(
        entry => readFileSync(join(entry.parentPath, entry.name), 'utf8').match(/\bAWSENV_[A-Z_]*[A-Z]\b/g) ?? [],
      ),
  )
  return [...new Set(names)].sort()
}

/** The variables that docs/settings.md explains, each in a row of its table. */
export function explainedVariables(): readonly string[] {
  const rows = readFileSync(join(root, 'docs/settings.md'), 'utf8').match(/^\| `AWSENV_.*$/gm) ?? []
  return rows.flatMap(row => row.split('|')[1]?.match(/AWSENV_[A-Z_]+/g) ?? []).sort()
}
