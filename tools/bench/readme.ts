/** The figures of README.md and README.ja.md, which are some of docs/speed.md. Pure. */

/** In the order of the tables. */
const ROWS = ['awsenv --version', 'assume, role cached', 'assume, logged in', 'assume, cold', 'list, 5000 profiles']
const BARE = 'bare runtime'
const SWITCH = 'a switch in the hook, bash'

/** A README with the figures of the first table of docs/speed.md. */
export function withFigures(readme: string, speed: string): string {
  const [, before = '', chapter = '', after = ''] = /^(.*\n## (?:Speed|速さ)\n)(.*?)(\n## .*)$/s.exec(readme) ?? []
  const ratios = ROWS.map(name => cellsOf(speed, name)[2])
  const times = [BARE, SWITCH].map(name => Math.round(Number(cellsOf(speed, name)[1])))
  const figures = chapter
    .replace(/(?<=^\| .* \| )[\d.]+(?= \|$)/gm, old => ratios.shift() ?? old)
    .replace(/\d+(?= ms)/g, old => String(times.shift() ?? old))
  if (ratios.length + times.length > 0) throw new Error('the README has fewer figures than it should')
  return `${before}${figures}${after}`
}

/** The name, the milliseconds, the ratio … of a row. */
function cellsOf(speed: string, name: string): readonly string[] {
  const row = speed.split('\n').find(line => line.startsWith(`| ${name} |`))
  if (row === undefined) throw new Error(`docs/speed.md has no row "${name}"`)
  return row
    .split('|')
    .slice(1)
    .map(cell => cell.trim())
}
