/** Which links of the pages lead nowhere. */
import { posix } from 'node:path'
import type { Page } from './page.ts'

export function brokenLinks(pages: readonly Page[], isThere: (path: string) => boolean): readonly string[] {
  const byPath = new Map(pages.map(page => [page.path, page]))
  return pages.flatMap(page => {
    const broken = page.targets.flatMap(target => {
      const fault = isExternal(target) ? faultOfUrl(target) : faultOfPath(page, target, byPath, isThere)
      return fault === undefined ? [] : [`${page.path}: ${target}: ${fault}`]
    })
    const undefinedLinks = page.words.flatMap(text => text.match(/\[[^\]]+\]\[[^\]]*\]/g) ?? [])
    return [...broken, ...undefinedLinks.map(link => `${page.path}: ${link}: a link without a definition`)]
  })
}

/** The page itself, and every page that its links lead to, step by step. */
export function reachedFrom(path: string, pages: readonly Page[]): ReadonlySet<string> {
  const byPath = new Map(pages.map(page => [page.path, page]))
  const reached = new Set([path])
  for (const each of reached) for (const next of leadsTo(byPath.get(each))) reached.add(next)
  return reached
}

/** The paths of the repository that a page's links lead to. */
export function leadsTo(page: Page | undefined): readonly string[] {
  return (page?.targets ?? []).filter(target => !isExternal(target)).map(target => pathOf(page?.path ?? '', target))
}

function isExternal(target: string): boolean {
  return /^[a-z][a-z+.-]*:|^\/\//i.test(target) || ofGitHub.test(target)
}

/** GitHub's own pages of the repository, from a page at its top: https://github.com/OWNER/NAME/blob/main/PAGE. */
const ofGitHub = /^\.\.\/\.\.\/(?:compare\/v[\d.]+\.\.\.(?:v[\d.]+|HEAD)|releases\/tag\/v[\d.]+)$/

/** Nobody is asked: a test that needs somebody else's server fails with that server. */
function faultOfUrl(target: string): string | undefined {
  if (ofGitHub.test(target)) return undefined
  if (!/^https:\/\/[\w.-]+\.[a-z]+(?:[/?#]|$)/.test(target)) return 'neither https nor a path'
  return /[\s<>"]|[.,;:]$/.test(target) ? 'not a whole address' : undefined
}

function faultOfPath(
  page: Page,
  target: string,
  byPath: ReadonlyMap<string, Page>,
  isThere: (path: string) => boolean,
): string | undefined {
  const path = pathOf(page.path, target)
  if (path.startsWith('..') || !isThere(path)) return 'there is no such file'
  const [, anchor] = target.split('#')
  if (anchor === undefined) return undefined
  return byPath.get(path)?.anchors.has(decodeURIComponent(anchor)) ? undefined : 'there is no such heading'
}

function pathOf(from: string, target: string): string {
  const [path = ''] = target.split('#')
  return path === '' ? from : posix.join(posix.dirname(from), decodeURIComponent(path))
}
