/** The files of a release for other people's registries, which the release's archives must exist for. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Release } from '../release.ts'
import { pkgbuild } from './aur.ts'
import { dockerfile } from './docker.ts'
import { homebrewFormula } from './homebrew.ts'
import { installPowerShell } from './install-ps1.ts'
import { installScript } from './install-sh.ts'
import { nixFlake } from './nix.ts'
import { scoopManifest } from './scoop.ts'
import { wingetManifests } from './winget.ts'

/** The text of each file, by its path below the folder of manifests. */
export function manifestsOf(release: Release): ReadonlyMap<string, string> {
  return new Map([
    ['homebrew/awsenv.rb', homebrewFormula(release)],
    ['scoop/awsenv.json', scoopManifest(release)],
    ...[...wingetManifests(release)].map(([name, text]) => [`winget/${name}`, text] as const),
    ['aur/PKGBUILD', pkgbuild(release)],
    ['nix/flake.nix', nixFlake(release)],
    ['docker/Dockerfile', dockerfile(release)],
    ['install.sh', installScript(release)],
    ['install.ps1', installPowerShell(release)],
  ])
}

export function writeManifests(out: string, release: Release): void {
  for (const [name, text] of manifestsOf(release)) {
    const path = join(out, 'manifests', name)
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(path, text)
  }
}
