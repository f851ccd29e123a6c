/** The pages that a reader sees on GitHub, read as GitHub reads them. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import GithubSlugger from 'github-slugger'
import { lexer, type Token, type Tokens, walkTokens } from 'marked'

export type Block = {
  readonly language: string
  readonly text: string
  /** The heading that it stands under. */
  readonly chapter: string
}

export type Page = {
  /** From the top of the repository. */
  readonly path: string
  readonly headings: readonly { readonly depth: number; readonly text: string }[]
  /** What `page.md#…` may name. */
  readonly anchors: ReadonlySet<string>
  /** Of links and images. */
  readonly targets: readonly string[]
  readonly blocks: readonly Block[]
  /** Inline code. */
  readonly spans: readonly string[]
  /** Plain words: what is left of a link whose definition is missing would be among them. */
  readonly words: readonly string[]
}

export const ROOT = join(import.meta.dirname, '../..')

export function allPages(): readonly Page[] {
  const top = readdirSync(ROOT).filter(name => name.endsWith('.md'))
  const docs = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.md'))
    .map(name => `docs/${name.replaceAll('\\', '/')}`)
  return [...top, ...docs].sort().map(pageAt)
}

export function pageAt(path: string): Page {
  return pageOf(path, readFileSync(join(ROOT, path), 'utf8'))
}

export function pageOf(path: string, markdown: string): Page {
  const tokens = allTokens(lexer(markdown))
  const headings = tokens
    .filter(token => token.type === 'heading')
    .map(({ depth, tokens = [] }) => ({ depth, text: shownText(tokens) }))
  const slugger = new GithubSlugger()
  return {
    path,
    headings,
    anchors: new Set(headings.map(({ text }) => slugger.slug(text))),
    targets: tokens.flatMap(targetsIn),
    blocks: blocksOf(tokens),
    spans: tokens.filter(token => token.type === 'codespan').map(({ text }) => text),
    words: tokens.filter(token => token.type === 'text' && token.tokens === undefined).map(({ text }) => text),
  }
}

function allTokens(roots: Token[]): Tokens.Generic[] {
  const all: Tokens.Generic[] = []
  walkTokens(roots, token => void all.push(token))
  return all
}

function shownText(tokens: Token[]): string {
  return allTokens(tokens)
    .filter(token => token.tokens === undefined)
    .map(({ text = '' }) => text)
    .join('')
}

function blocksOf(tokens: readonly Tokens.Generic[]): Block[] {
  let chapter = ''
  return tokens.flatMap(({ type, lang = '', text, tokens = [] }) => {
    if (type === 'heading') chapter = shownText(tokens)
    return type === 'code' ? [{ language: lang, text: text.trimEnd(), chapter }] : []
  })
}

function targetsIn(token: Tokens.Generic): string[] {
  if (token.type === 'link' || token.type === 'image') return [token['href']]
  if (token.type !== 'html') return []
  return [...token['text'].matchAll(/\b(?:href|src)="([^"]*)"/g)].map(([, target = '']) => target)
}
