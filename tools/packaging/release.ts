/** What a release is, for the manifests that name its archives. */

/** A platform as the build names it: `linux-x64`, `darwin-arm64`, `win-x64`. */
export type Archive = { readonly platform: string; readonly file: string; readonly sha256: string }

export type Release = {
  readonly version: string
  /** Where the archives of this release are fetched from, without a slash at the end. */
  readonly url: string
  /** The project's page. */
  readonly homepage: string
  readonly archives: readonly Archive[]
}

export const DESCRIPTION = 'Puts an assumed AWS role into the current shell, and takes it out again without a trace'

/** @throws Error if the release has no archive for it */
export function archiveOf({ archives }: Release, platform: string): Archive {
  const archive = archives.find(candidate => candidate.platform === platform)
  if (archive === undefined) throw new Error(`the release has no archive for ${platform}`)
  return archive
}

export function urlOf({ url }: Release, { file }: Archive): string {
  return `${url}/${file}`
}
