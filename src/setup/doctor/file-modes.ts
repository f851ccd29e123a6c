import { chmodSync, statSync } from 'node:fs'
import { configPaths } from '../../profiles/files.ts'
import { shellWord } from '../../shells/posix.ts'
import type { Check, Finding } from './finding.ts'

/** Whether other users can read the keys, or write what decides where they are taken from. */
export const fileModes: Check = {
  name: 'file-modes',
  ok: "other users can't read your keys or change your profiles",
  find({ env, home, isWindows }) {
    if (isWindows) return [{ state: 'skipped', what: 'Windows has no file modes' }]
    const { config, credentials } = configPaths(env, home)
    const findings = [
      openTo(credentials, 0o077),
      openTo(credentials && `${credentials}.bk`, 0o077),
      openTo(config, 0o022),
    ]
    return findings.filter(finding => finding !== undefined)
  },
}

function openTo(path: string, forbidden: number): Finding | undefined {
  const mode = path === '' ? undefined : statSync(path, { throwIfNoEntry: false })
  if (mode === undefined || !mode.isFile() || (mode.mode & forbidden) === 0) return undefined
  return {
    state: 'failure',
    what: `other users can ${(mode.mode & forbidden & 0o022) === 0 ? 'read' : 'change'} "${path}"`,
    remedy: `chmod 600 ${shellWord(path)}`,
    mend: () => chmodSync(path, 0o600),
  }
}
