import { archiveOf, DESCRIPTION, type Release, urlOf } from '../release.ts'

/** The three files of a package, by name. https://learn.microsoft.com/windows/package-manager/package/manifest */
export function wingetManifests(release: Release): ReadonlyMap<string, string> {
  const archive = archiveOf(release, 'win-x64')
  const folder = archive.file.replace(/\.zip$/, '')
  const head = (type: string) =>
    `# yaml-language-server: $schema=https://aka.ms/winget-manifest.${type}.1.9.0.schema.json\n\nPackageIdentifier: ${ID}\nPackageVersion: ${release.version}\n`
  const foot = (type: string) => `ManifestType: ${type}\nManifestVersion: 1.9.0\n`
  return new Map([
    [`${ID}.yaml`, `${head('version')}DefaultLocale: en-US\n${foot('version')}`],
    [
      `${ID}.installer.yaml`,
      `${head('installer')}InstallerType: zip
NestedInstallerType: portable
NestedInstallerFiles:
- RelativeFilePath: ${folder}\\awsenv.exe
  PortableCommandAlias: awsenv
Installers:
- Architecture: x64
  InstallerUrl: ${urlOf(release, archive)}
  InstallerSha256: ${archive.sha256.toUpperCase()}
${foot('installer')}`,
    ],
    [
      `${ID}.locale.en-US.yaml`,
      `${head('defaultLocale')}PackageLocale: en-US
Publisher: The awsenv authors
PackageName: awsenv
PackageUrl: ${release.homepage}
License: MIT
ShortDescription: ${DESCRIPTION}
${foot('defaultLocale')}`,
    ],
  ])
}

const ID = 'awsenv.awsenv'
