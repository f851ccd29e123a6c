import { archiveOf, DESCRIPTION, type Release, urlOf } from '../release.ts'

/** For the package awsenv-bin of the Arch User Repository. https://man.archlinux.org/man/PKGBUILD.5 */
export function pkgbuild(release: Release): string {
  const [x64, arm64] = [archiveOf(release, 'linux-x64'), archiveOf(release, 'linux-arm64')]
  return `pkgname=awsenv-bin
pkgver=${release.version.replaceAll('-', '_')}
pkgrel=1
pkgdesc='${DESCRIPTION}'
arch=('x86_64' 'aarch64')
url='${release.homepage}'
license=('MIT')
depends=('gcc-libs')
provides=('awsenv')
conflicts=('awsenv')
# A stripped binary has lost its data.
options=('!strip' '!debug')
source_x86_64=('${urlOf(release, x64)}')
source_aarch64=('${urlOf(release, arm64)}')
sha256sums_x86_64=('${x64.sha256}')
sha256sums_aarch64=('${arm64.sha256}')

package() {
  cd awsenv-*/
  install -Dm755 awsenv "$pkgdir/usr/bin/awsenv"
  install -Dm644 -t "$pkgdir/usr/share/awsenv" shell/awsenv.*
  install -Dm644 shell/completions/awsenv.bash "$pkgdir/usr/share/bash-completion/completions/awsenv"
  install -Dm644 shell/completions/awsenv.zsh "$pkgdir/usr/share/zsh/site-functions/_awsenv"
  install -Dm644 -t "$pkgdir/usr/share/fish/vendor_completions.d" shell/completions/awsenv.fish
  install -Dm644 -t "$pkgdir/usr/share/man/man1" man/*.1
  install -Dm644 -t "$pkgdir/usr/share/licenses/awsenv-bin" LICENSE
}
`
}
