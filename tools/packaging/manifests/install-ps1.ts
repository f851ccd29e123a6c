import { archiveOf, type Release, urlOf } from '../release.ts'

/**
 * install.ps1 of a release, for Windows PowerShell 5.1 and later: install.sh's twin. It is one block: of a script that
 * was cut, nothing runs. It calls .NET where a cmdlet is slow in 5.1.
 */
export function installPowerShell(release: Release): string {
  const archive = archiveOf(release, 'win-x64')
  return `# Installs awsenv ${release.version} below $HOME\\.local (or PREFIX), for you alone: fetches the archive of this release, compares
# its checksum, sees awsenv start, and then moves its files into place.
& {
  $ErrorActionPreference = 'Stop'
  $url = '${urlOf(release, archive)}'
  $sum = '${archive.sha256}'
  if (-not [Environment]::Is64BitOperatingSystem) { throw 'there is no awsenv for Windows with 32 bits' }

  $prefix = if ($env:PREFIX) { $env:PREFIX } else { Join-Path $HOME '.local' }
  $bin = Join-Path $prefix 'bin'
  $share = Join-Path (Join-Path $prefix 'share') 'awsenv'
  $program = Join-Path $bin 'awsenv.exe'
  $new = Join-Path $bin 'awsenv.new.exe'
  $old = Join-Path $bin 'awsenv.old.exe'
  $work = Join-Path ([IO.Path]::GetTempPath()) ([IO.Path]::GetRandomFileName())
  New-Item -ItemType Directory $work | Out-Null
  try {
    Write-Host "fetching $url"
    $zip = Join-Path $work 'awsenv.zip'
    # Windows PowerShell on older systems knows TLS 1.2, but doesn't offer it.
    [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
    (New-Object Net.WebClient).DownloadFile($url, $zip)
    $stream = [IO.File]::OpenRead($zip)
    try { $found = [BitConverter]::ToString([Security.Cryptography.SHA256]::Create().ComputeHash($stream)) } finally { $stream.Close() }
    if ($found.Replace('-', '') -ne $sum) { throw 'the checksum is wrong: nothing was installed' }
    [void][Reflection.Assembly]::LoadWithPartialName('System.IO.Compression.FileSystem')
    [IO.Compression.ZipFile]::ExtractToDirectory($zip, $work)
    $from = Join-Path $work '${archive.file.replace(/\.zip$/, '')}'

    New-Item -ItemType Directory -Force $bin, $share | Out-Null
    Copy-Item (Join-Path $from 'awsenv.exe') $new -Force
    $said = & $new --version
    if ($LASTEXITCODE -ne 0) { throw "awsenv doesn't start here ($said): nothing was installed" }
    Copy-Item (Join-Path (Join-Path $from 'shell') 'awsenv.*') $share -Force
    # A program that is running can't be written to, but it can get another name.
    if (Test-Path $program) { Move-Item $program $old -Force }
    Move-Item $new $program
    Write-Host "installed $program, and its hooks in $share"
    Write-Host "now run: & '$($program.Replace("'", "''"))' init powershell --install"
  } finally {
    Remove-Item -Recurse -Force $work
    # The old one stays for as long as it runs.
    foreach ($path in $new, $old) { if (Test-Path $path) { Remove-Item $path -Force -ErrorAction SilentlyContinue } }
  }
}
`
}
