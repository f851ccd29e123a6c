/**
 * A Debian with nothing but its essential packages, as a slim image has it, made in seconds from those of this machine:
 * no mirror is asked. dpkg in it knows those packages, and no others.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, realpathSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

type Package = { readonly name: string; readonly isEssential: boolean; readonly needs: readonly (readonly string[])[] }

/** Adds packages of this machine to the root, with all that they need and it lacks; without names, the essential ones. */
export function copyPackages(root: string, names?: readonly string[]): void {
  const all = installedPackages()
  const essential = [...all.values()].filter(({ isEssential }) => isEssential).map(({ name }) => name)
  const before = names === undefined ? new Set<string>() : closure(all, essential)
  const added = [...closure(all, names ?? essential)].filter(name => !before.has(name))
  copyFiles(root, added)
  const status = execFileSync('dpkg-query', ['--status', ...added], { encoding: 'utf8' })
  mkdirSync(join(root, 'var/lib/dpkg'), { recursive: true })
  writeFileSync(join(root, 'var/lib/dpkg/status'), `${status.trimEnd()}\n\n`, { flag: 'a' })
}

/** Also under the names that they provide (`awk`). */
function installedPackages(): ReadonlyMap<string, Package> {
  const fields = ['db:Status-Abbrev', 'Package', 'Essential', 'Pre-Depends', 'Depends', 'Provides']
  const format = `${fields.map(field => `\${${field}}`).join('\t')}\n`
  const rows = execFileSync('dpkg-query', ['--show', '--showformat', format], { encoding: 'utf8' }).split('\n')
  const found = new Map<string, Package>()
  for (const [state = '', name = '', essential, before = '', needed = '', provided = ''] of rows.map(r =>
    r.split('\t'),
  )) {
    if (!state.startsWith('ii')) continue
    const one = { name, isEssential: essential === 'yes', needs: alternatives(`${before}, ${needed}`) }
    for (const other of alternatives(provided).flat()) if (!found.has(other)) found.set(other, one)
    found.set(name, one)
  }
  return found
}

/** `a (>= 1) | b, c:any` as its names: [[a, b], [c]]. */
function alternatives(field: string): readonly (readonly string[])[] {
  const names = (one: string) => one.split('|').map(name => name.trim().replace(/[:\s(].*$/, ''))
  return field
    .split(',')
    .map(names)
    .filter(([first]) => first !== '')
}

function closure(all: ReadonlyMap<string, Package>, names: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>()
  const waiting = [...names]
  for (const name of waiting) {
    const one = all.get(name)
    if (one === undefined) throw new Error(`the package ${name} is not installed here`)
    if (found.has(one.name)) continue
    found.add(one.name)
    waiting.push(...one.needs.flatMap(choice => choice.find(other => all.has(other)) ?? []))
  }
  return found
}

/** Their files without documentation, as slim images have them, and what dpkg knows of them. */
function copyFiles(root: string, names: readonly string[]): void {
  const info = '/var/lib/dpkg/info'
  const known = readdirSync(info).filter(file => names.includes(file.replace(/(:\w+)?\.\w+$/, '')))
  const files = execFileSync('dpkg-query', ['--listfiles', ...names], { encoding: 'utf8' })
    .split('\n')
    .filter(path => path.startsWith('/') && path !== '/.' && !/^\/usr\/share\/(doc|info|locale|man)\//.test(path))
  const list = [
    '/bin',
    '/sbin',
    '/lib',
    '/lib64',
    ...files.map(pastLinks),
    ...known.map(file => join(info, file)),
    join(info, 'format'),
  ]
  const input = [...new Set(list)].map(path => `${path.slice(1)}\n`).join('')
  mkdirSync(root, { recursive: true })
  const script = 'cd / && tar --no-recursion --ignore-failed-read -cf - -T - | tar -C "$1" -xpf -'
  execFileSync('sh', ['-c', script, 'sh', root], { input, stdio: ['pipe', 'ignore', 'inherit'] })
}

/** A package may call it /bin/sh where /bin is a link to /usr/bin. */
function pastLinks(path: string): string {
  const folder = dirname(path)
  return existsSync(folder) ? join(realpathSync(folder), basename(path)) : path
}
