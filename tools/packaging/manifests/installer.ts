import type { Release } from '../release.ts'
import { archiveOf, urlOf } from '../release.ts'

/** install.sh of a release: it has the checksums of this release, so a page that is fetched over https vouches for all. */
export function installScript(release: Release): string {
  const row = (kernel: string, platform: string) => {
    const archive = archiveOf(release, platform)
    return `  ${kernel}) url=${urlOf(release, archive)} sum=${archive.sha256} ;;`
  }
  return `#!/bin/sh
# Installs awsenv ${release.version} below ~/.local (or PREFIX), for you alone. It needs curl, tar and sha256sum or shasum.
set -eu

prefix=\${PREFIX:-$HOME/.local}
case $(uname -s)-$(uname -m) in
${row('Linux-x86_64', 'linux-x64')}
${row('Linux-aarch64 | Linux-arm64', 'linux-arm64')}
${row('Darwin-arm64', 'darwin-arm64')}
${row('Darwin-x86_64', 'darwin-x64')}
  *) echo "there is no awsenv for $(uname -s) on $(uname -m)" >&2; exit 1 ;;
esac

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo "fetching $url"
curl -fsSL -o "$work/awsenv.tar.gz" "$url"
if command -v sha256sum >/dev/null; then check='sha256sum -c -'; else check='shasum -a 256 -c -'; fi
echo "$sum  $work/awsenv.tar.gz" | $check >/dev/null || { echo 'the checksum is wrong: nothing was installed' >&2; exit 1; }
mkdir "$work/awsenv" && tar -xzf "$work/awsenv.tar.gz" -C "$work/awsenv" --strip-components=1

mkdir -p "$prefix/bin" "$prefix/share/awsenv" "$prefix/share/man/man1"
# A binary that is running can't be written to; a new file can take its name.
cp "$work/awsenv/awsenv" "$prefix/bin/awsenv.new" && mv "$prefix/bin/awsenv.new" "$prefix/bin/awsenv"
cp "$work/awsenv/shell"/awsenv.* "$prefix/share/awsenv/"
cp "$work/awsenv/man"/*.1 "$prefix/share/man/man1/"
echo "installed $prefix/bin/awsenv, and its hooks and man pages below $prefix/share"
case ":$PATH:" in *":$prefix/bin:"*) ;; *) echo "$prefix/bin is not on your PATH yet: awsenv init --install offers to add it" ;; esac
echo "now run: $prefix/bin/awsenv init bash --install      # or zsh, fish, powershell"
`
}

/** Its twin for Windows. */
export function installPowerShell(release: Release): string {
  const archive = archiveOf(release, 'win-x64')
  return `# Installs awsenv ${release.version} below $HOME\\.local, for you alone.
$ErrorActionPreference = 'Stop'
$prefix = if ($env:PREFIX) { $env:PREFIX } else { Join-Path $HOME '.local' }
$work = Join-Path ([IO.Path]::GetTempPath()) ([IO.Path]::GetRandomFileName())
New-Item -ItemType Directory $work | Out-Null
try {
  Write-Host 'fetching ${urlOf(release, archive)}'
  Invoke-WebRequest -UseBasicParsing -Uri '${urlOf(release, archive)}' -OutFile "$work\\awsenv.zip"
  if ((Get-FileHash -Algorithm SHA256 "$work\\awsenv.zip").Hash -ne '${archive.sha256.toUpperCase()}') {
    throw 'the checksum is wrong: nothing was installed'
  }
  Expand-Archive "$work\\awsenv.zip" $work
  $from = Join-Path $work '${archive.file.replace(/\.zip$/, '')}'
  foreach ($folder in 'bin', 'share\\awsenv') { New-Item -ItemType Directory -Force (Join-Path $prefix $folder) | Out-Null }
  Copy-Item "$from\\awsenv.exe" "$prefix\\bin\\awsenv.exe" -Force
  Copy-Item "$from\\shell\\awsenv.*" "$prefix\\share\\awsenv\\" -Force
  Write-Host "installed $prefix\\bin\\awsenv.exe; now run: & '$prefix\\bin\\awsenv.exe' init powershell --install"
} finally {
  Remove-Item -Recurse -Force $work
}
`
}
