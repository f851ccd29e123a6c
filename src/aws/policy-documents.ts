/** Policy documents and tags in IAM's form. */

export type Tags = ReadonlyMap<string, string>

/** IAM answers with URL-encoded JSON; other servers with JSON itself. */
export function documentIn(text: string | undefined): string {
  try {
    return decodeURIComponent(text ?? '')
  } catch {
    return text ?? '' // A % that encodes nothing: the text was plain already.
  }
}

type Tag = { readonly Key: string | undefined; readonly Value: string | undefined }

export function tagsIn(tags: readonly Tag[] | undefined): Tags {
  return new Map((tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]))
}

export function tagsOut(tags: Tags): { Key: string; Value: string }[] {
  return [...tags].map(([Key, Value]) => ({ Key, Value }))
}
