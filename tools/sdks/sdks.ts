/**
 * `npm run sdks`, `npm run sdks -- 'Go v2' Rust`: what each SDK on this machine does with a role of awsenv's, over the end
 * of a session. Exits 1 where one does what docs/exec.md doesn't say, or where there is none. Needs a registry for Go, Rust
 * and Java, for the first time.
 */

import { openMachine, PROGRAMS, REGION, succeeds } from '../machine/machine.ts'
import { type Client, clients } from './clients.ts'
import { isOfClient, ways } from './ways.ts'

const wanted = clients.filter(({ name }) => process.argv.length === 2 || process.argv.includes(name))
const ready = wanted.flatMap(client => {
  const argv = commandOf(client)
  return argv === undefined ? [] : [{ client, argv }]
})
const wrong = (await Promise.all(ready.map(({ client, argv }) => measure(client, argv)))).flat()
if (ready.length === 0) console.log('sdks: none of them is on this machine')
process.exitCode = ready.length === 0 || wrong.length > 0 ? 1 : 0

function commandOf(client: Client): readonly string[] | undefined {
  if (!client.isThere()) return void console.log(`${client.name}: not on this machine`)
  try {
    return client.build()
  } catch (error) {
    return void console.log(`${client.name}: not built: ${error instanceof Error ? error.message : error}`)
  }
}

/** Prints a line for each way, and gives those that docs/exec.md doesn't have. */
async function measure(client: Client, argv: readonly string[]): Promise<readonly string[]> {
  await using machine = await openMachine(client.splitsAtBlanks ? 'programs' : PROGRAMS)
  await succeeds(machine.run, ['awsenv', 'config', 'add-profile', 'awsenv-prod', 'prod', '--region', REGION])
  const lines: string[] = []
  for (const { title, check } of ways) lines.push(verdict(client.differs?.[title], title, await check(machine, argv)))
  const agent = machine.sandbox.requests.find(isOfClient)?.userAgent
  console.log([`${client.name} (${agent?.slice(0, 60) ?? 'no call'} …)`, ...lines].join('\n'))
  return lines.filter(line => line.startsWith('  wrong'))
}

function verdict(known: RegExp | undefined, title: string, seen: string | undefined): string {
  if (known === undefined) return seen === undefined ? `  ok: ${title}` : `  wrong: ${title}: ${seen}`
  if (seen === undefined) return `  wrong: ${title}: it works, other than docs/exec.md says`
  return `  ${known.test(seen) ? 'known' : 'wrong'}: ${title}: ${seen}`
}
