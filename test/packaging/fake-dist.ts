/** A repository that was built, with a script in the place of the binary. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export type FakeDist = { readonly root: string; readonly work: string; readonly out: string }

export async function withFakeDist(use: (dist: FakeDist) => unknown): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'awsenv-test-'))
  try {
    const dist = { root: join(folder, 'root'), work: join(folder, 'work'), out: join(folder, 'out') }
    for (const path of Object.values(dist)) mkdirSync(path)
    writeFakeBuild(dist.root, '0.1.0')
    await use(dist)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export function writeFakeBuild(root: string, version: string): void {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  write('dist/awsenv', `#!/bin/sh\necho "awsenv ${version}: $*"\n`)
  chmodSync(join(root, 'dist/awsenv'), 0o755)
  write('dist/awsenv.cdx.json', '{}\n')
  for (const name of ['bash', 'zsh', 'fish', 'ps1', 'nu', 'elv', 'xsh']) {
    write(`dist/shell/awsenv.${name}`, `# the hook of ${name}\n`)
  }
  for (const name of ['bash', 'zsh', 'fish', 'ps1']) {
    write(`dist/shell/completions/awsenv.${name}`, `# the completion of ${name}\n`)
  }
  for (const name of ['awsenv.1', 'awsenv-assume.1']) write(`dist/man/${name}`, `.TH ${name}\n`)
  for (const name of ['LICENSE', 'README.md', 'CHANGELOG.md']) write(name, `${name}\n`)
}
