import type { Release } from '../../tools/packaging/release.ts'

const PLATFORMS = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'win-x64']

/** A release of which only the names, the address and the checksums count. */
export const RELEASE: Release = {
  version: '1.2.3',
  url: 'https://example.com/v1.2.3',
  homepage: 'https://example.com',
  archives: PLATFORMS.map((platform, index) => ({
    platform,
    file: `awsenv-1.2.3-${platform}.${platform.startsWith('win') ? 'zip' : 'tar.gz'}`,
    sha256: String(index).repeat(64),
  })),
}
