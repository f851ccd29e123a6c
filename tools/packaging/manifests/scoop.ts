import { archiveOf, DESCRIPTION, type Release, urlOf } from '../release.ts'

/** https://github.com/ScoopInstaller/Scoop/wiki/App-Manifests */
export function scoopManifest(release: Release): string {
  const archive = archiveOf(release, 'win-x64')
  const manifest = {
    version: release.version,
    description: DESCRIPTION,
    homepage: release.homepage,
    license: 'MIT',
    architecture: { '64bit': { url: urlOf(release, archive), hash: archive.sha256 } },
    extract_dir: archive.file.replace(/\.zip$/, ''),
    bin: 'awsenv.exe',
    notes: 'To load the hook in PowerShell: awsenv init powershell --install; in Git Bash: awsenv init bash --install',
  }
  return `${JSON.stringify(manifest, null, 4)}\n`
}
