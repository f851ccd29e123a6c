/**
 * `npm run browsers`: the console in real Chromium and Firefox, each account in its profile or container, as docs/browser.md
 * has it. Exits 1 where an account's link doesn't arrive, or arrives in the wrong place. Needs Xvfb.
 */
import { has } from '../shells/real-shells.ts'
import { openDesk } from './desk.ts'
import { ways } from './ways.ts'

if (!has('Xvfb')) throw new Error('Xvfb is missing')
let tried = 0
for (const { title, program, check } of ways) {
  if (!has(program)) {
    console.log(`${title}: ${program} is not on this machine`)
    continue
  }
  tried += 1
  await using desk = await openDesk(program)
  const wrong = await check(desk)
  console.log(wrong === undefined ? `ok: ${title}` : `wrong: ${title}: ${wrong}`)
  if (wrong !== undefined) process.exitCode = 1
}
if (tried === 0) process.exitCode = 1
