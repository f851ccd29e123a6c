/** What the tests of `aws login` begin with: alice has no key, and a browser in which she agrees to everything. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ConsoleSignIn, consoleSignIn } from '../../tools/sandbox/console-sign-in/sign-in.ts'
import { type Story, tell } from './story.ts'

export type ConsoleStory = Story & {
  readonly signIn: ConsoleSignIn
  /** The file that the AWS CLI keeps the sign-in in. */
  readonly cachePath: string
  cached(): Readonly<Record<string, string>> & { readonly accessToken: Readonly<Record<string, string>> }
  /** Changes what stands in that file. */
  rewrite(change: Readonly<Record<string, unknown>>): void
  /** How often AWS was asked for a token. */
  tokens(): number
}

export function inConsole(body: (story: ConsoleStory) => Promise<void>): () => Promise<void> {
  return () =>
    tell(async story => {
      const { sandbox, alice, world } = story
      const { arn } = world.alice
      const signIn = consoleSignIn(sandbox.world.user(arn))
      signIn.answers = 'approve'
      sandbox.world.consoleSignIn = signIn
      alice.write('credentials', '')
      alice.write('config', `[profile me]\nlogin_session = ${arn}\nregion = eu-central-1\n`)
      alice.browse = url => fetch(url)
      await alice.awsenv('config', 'set', 'endpoints', '127.0.0.1')
      const name = `${createHash('sha256').update(arn).digest('hex')}.json`
      const cachePath = join(alice.home, '.aws/login/cache', name)
      const cached = () => (existsSync(cachePath) ? JSON.parse(readFileSync(cachePath, 'utf8')) : { accessToken: {} })
      await body({
        ...{ ...story, signIn, cachePath, cached },
        rewrite: change => writeFileSync(cachePath, JSON.stringify({ ...cached(), ...change })),
        tokens: () => sandbox.count('CreateOAuth2Token'),
      })
    })
}
