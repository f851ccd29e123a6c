import { archiveOf, type Release, urlOf } from '../release.ts'

/**
 * install.sh of a release. It has the checksums of this release, so a page that is fetched over https vouches for all.
 * All of it is in functions: of a script that was cut on its way to `sh`, nothing runs.
 */
export function installScript(release: Release): string {
  const row = (kernel: string, platform: string) => {
    const archive = archiveOf(release, platform)
    return `  ${kernel}) url=${urlOf(release, archive)} sum=${archive.sha256} ;;`
  }
  return `#!/bin/sh
# Installs awsenv ${release.version} below ~/.local (or PREFIX), for you alone: fetches the archive of this release, compares
# its checksum, sees awsenv start, and then moves its files into place. It needs curl or wget, tar, and sha256sum,
# shasum or openssl.
set -eu

main() {
  prefix=\${PREFIX:-\${HOME:?is not set: set PREFIX}/.local}
  find_archive
  refuse_strange_places
  work=$(mktemp -d)
  trap 'rm -rf "$work"; forget_new' EXIT
  trap 'exit 130' INT TERM HUP

  echo "fetching $url"
  fetch "$url" "$work/awsenv.tar.gz" || fail "$url can't be fetched"
  [ "$(sum_of "$work/awsenv.tar.gz")" = "$sum" ] || fail 'the checksum is wrong'
  mkdir "$work/awsenv"
  tar -xzf "$work/awsenv.tar.gz" -C "$work/awsenv" --strip-components=1 || fail "the archive can't be unpacked"
  install_files
  say_what_is_next
}

find_archive() {
  case $(uname -s)-$(uname -m) in
${row('Linux-x86_64', 'linux-x64')}
${row('Linux-aarch64 | Linux-arm64', 'linux-arm64')}
${row('Darwin-arm64', 'darwin-arm64')}
${row('Darwin-x86_64', 'darwin-x64')}
  *) fail "there is no awsenv for $(uname -s) on $(uname -m)" ;;
  esac
}

refuse_strange_places() {
  place=$prefix
  until [ -e "$place" ]; do place=$(dirname "$place"); done
  if ! [ -d "$place" ] || ! [ -w "$place" ]; then fail "you can't write to $place: set PREFIX to another folder"; fi
  # As with sudo: the files would be root's.
  if [ "$(id -u)" = 0 ] && [ -z "\${PREFIX-}" ] && [ -z "$(find "$place" -prune -user 0)" ]; then
    fail "$place is not root's: run this script without sudo, or set PREFIX"
  fi
  has curl || has wget || fail 'curl or wget is needed'
  has sha256sum || has shasum || has openssl || fail 'sha256sum, shasum or openssl is needed'
}

fetch() { if has curl; then curl -fsSL -o "$2" "$1"; else wget -q -t 2 -O "$2" "$1"; fi; }

sum_of() {
  if has sha256sum; then sha256sum; elif has shasum; then shasum -a 256; else openssl dgst -sha256 -r; fi <"$1" | cut -d ' ' -f 1
}

# Each file gets another name first. The old ones go when all new ones are there: a binary that is running can't be
# written to, but a new file can take its name.
install_files() {
  mkdir -p "$prefix/bin" "$prefix/share/awsenv" "$prefix/share/man/man1"
  cp "$work/awsenv/awsenv" "$prefix/bin/awsenv.new"
  for file in "$work/awsenv/shell"/awsenv.*; do cp "$file" "$prefix/share/awsenv/\${file##*/}.new"; done
  for file in "$work/awsenv/man"/*.1; do cp "$file" "$prefix/share/man/man1/\${file##*/}.new"; done
  "$prefix/bin/awsenv.new" --version >"$work/said" 2>&1 ||
    fail "awsenv doesn't start here ($(head -n 1 "$work/said")): on Linux it needs glibc 2.28, libstdc++ and libatomic (apt-get install libatomic1)"
  trap '' INT TERM HUP
  each_new take_place
}

take_place() { mv -f "$1" "\${1%.new}"; }
forget_new() { each_new rm -f; }

each_new() {
  for file in "$prefix/share/awsenv"/awsenv.*.new "$prefix/share/man/man1"/awsenv*.new "$prefix/bin/awsenv.new"; do
    [ ! -e "$file" ] || "$@" "$file"
  done
}

say_what_is_next() {
  program=$prefix/bin/awsenv
  case $program in *[!A-Za-z0-9/._-]*) program="'$program'" ;; esac
  echo "installed $prefix/bin/awsenv, and its hooks and man pages below $prefix/share"
  case ":$PATH:" in *":$prefix/bin:"*) ;; *) echo "$prefix/bin is not on your PATH yet: awsenv init --install offers to add it" ;; esac
  echo "now run: $program init bash --install      # or zsh, fish, powershell"
}

has() { command -v "$1" >/dev/null; }
fail() { echo "$1: nothing was installed" >&2; exit 1; }

main
`
}
