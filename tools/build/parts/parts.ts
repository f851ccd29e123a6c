/** What the binary is made of besides awsenv's own code: Node, the npm packages in the bundles, and the keychain addon's crates. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export type Part = {
  readonly name: string
  readonly version: string
  /** An SPDX expression. */
  readonly license: string
  /** https://github.com/package-url/purl-spec */
  readonly purl: string
  /** The text of its license; empty if another part's text has it. */
  readonly text: string
}

/** `inputs`: the files of the bundles, as esbuild's metafile names them; `runtime` and `addon` aren't bundled. */
export function partsOf(inputs: readonly string[], runtime: Part, addon: string): readonly Part[] {
  const folders = [...new Set(inputs.flatMap(input => packageFolder(input) ?? []))]
  const packages = folders.map(npmPart).sort((a, b) => (a.purl < b.purl ? -1 : 1))
  return [runtime, ...unique(packages), ...addonParts(dirname(addon))]
}

/** `/…/node_modules/@aws-sdk/core` of a file below it. */
function packageFolder(file: string): string | undefined {
  return /^.*node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+(?=[\\/])/.exec(file)?.[0]
}

function npmPart(folder: string): Part {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  if (typeof license !== 'string') throw new Error(`"${folder}" doesn't name its license`)
  const purl = `pkg:npm/${name.replace(/^@/, '%40')}@${version}`
  return { name, version, license, purl, text: licenseText(folder) ?? missingText(name, license, folder) }
}

function licenseText(folder: string): string | undefined {
  const file = readdirSync(folder).find(name => /^(licen[cs]e|copying)(\.|$)/i.test(name))
  return file === undefined ? undefined : readFileSync(join(folder, file), 'utf8').trim()
}

/** Some packages leave their license's text out. */
function missingText(name: string, license: string, folder: string): string {
  const { author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const owner = typeof author === 'string' ? author : (author?.name ?? `the authors of ${name}`)
  if (license !== 'MIT') throw new Error(`${name} (${license}) has no license file`)
  return MIT.replace('OWNER', owner)
}

/** `license`: the file with the text of it. */
export function nodePart(license: string): Part {
  const { node: version } = process.versions
  const text = readFileSync(license, 'utf8').trim()
  return { name: 'node', version, license: 'MIT', purl: `pkg:generic/node@${version}`, text }
}

/** The addon's package lists its crates, and has their licenses' texts. */
function addonParts(folder: string): readonly Part[] {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const list = join(folder, 'LICENSE.third-party.md')
  const text = existsSync(list) ? readFileSync(list, 'utf8') : ''
  const crates = [...text.matchAll(/^\| ([\w-]+) \| ([\w.+-]+) \| ([^|]+) \|$/gm)].map(
    ([, crate = '', of = '', terms = '']) => ({
      name: crate,
      version: of,
      license: terms.trim(),
      purl: `pkg:cargo/${crate}@${of}`,
      text: '',
    }),
  )
  if (crates.length === 0) throw new Error(`"${list}" lists no crates`)
  return [
    { name, version, license, purl: `pkg:npm/${name.replace(/^@/, '%40')}@${version}`, text: text.trim() },
    ...crates,
  ]
}

function unique(parts: readonly Part[]): readonly Part[] {
  return [...new Map(parts.map(part => [part.purl, part])).values()]
}

const MIT = `MIT License

Copyright (c) OWNER

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`
