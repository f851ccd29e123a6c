/** What takes Node milliseconds to load is not touched before it is called: each command would pay for it. */
import { build } from 'esbuild'
import * as assert from 'uvu/assert'
import { builtins } from '../../tools/build/builtins.ts'
import { describe } from '../support/describe.ts'

describe('build/builtins', test => {
  async function touched(source: string): Promise<{ atOnce: readonly string[]; called: readonly string[] }> {
    const { outputFiles } = await build({
      stdin: { contents: source, loader: 'js', resolveDir: import.meta.dirname },
      ...{ bundle: true, write: false, platform: 'node', format: 'cjs', plugins: [builtins] },
    })
    const seen: string[] = []
    const load = (name: string) =>
      new Proxy<Record<string, unknown>>(
        {},
        {
          get(_, key) {
            seen.push(`${name}.${String(key)}`)
            return () => {}
          },
        },
      )
    const module = { exports: {} as { run?: () => void } }
    new Function('require', 'module', 'exports', outputFiles?.[0]?.text ?? '')(load, module, module.exports)
    const atOnce = seen.splice(0)
    module.exports.run?.()
    return { atOnce, called: seen }
  }

  for (const [name, key] of [
    // Its getter opens stderr, with streams and sockets.
    ['node:util', 'diff'],
    ['node:crypto', 'createHash'],
    ['node:http', 'createServer'],
    ['node:os', 'homedir'],
  ])
    test(`${key} of ${name} is taken when it is called`, async () => {
      assert.equal(await touched(`import { ${key} } from '${name}'\nexport const run = () => void ${key}()`), {
        atOnce: [],
        called: [`${name}.${key}`],
      })
    })

  test('a class and a constant are taken at once, and what nobody uses never', async () => {
    const source = "import { Agent, createServer, METHODS } from 'node:http'\n"
    assert.equal((await touched(source)).atOnce, [])
    const { atOnce } = await touched(`${source}export const used = [Agent, METHODS]`)
    assert.equal(atOnce.toSorted(), ['node:http.Agent', 'node:http.METHODS'])
  })
})
