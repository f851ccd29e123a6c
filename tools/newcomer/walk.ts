/** A newcomer's first day with an installed awsenv, in a real shell on a terminal, and how he gets rid of it. */
import { chownSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openPty } from '../pty/pty.ts'
import { ALICE, type Root } from '../roots/opened.ts'
import type { DemoWorld } from '../sandbox/demo-world.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'

export type Newcomer = {
  readonly root: Root
  readonly sandbox: Sandbox
  readonly world: DemoWorld
  readonly shell: 'bash' | 'zsh' | 'fish'
}

/** What alice has before she installs awsenv: a key, and the address of her MFA device. */
export function writeFilesOfAlice({ root, world: { alice } }: Omit<Newcomer, 'shell'>): void {
  const folder = join(root.folder, 'home/alice/.aws')
  mkdirSync(folder, { mode: 0o700 })
  const keys = `aws_access_key_id = ${alice.accessKeyId}\naws_secret_access_key = ${alice.secretAccessKey}\n`
  writeFileSync(join(folder, 'credentials'), `[default]\n${keys}`, { mode: 0o600 })
  writeFileSync(join(folder, 'config'), `[default]\nregion = eu-central-1\nmfa_serial = ${alice.mfaSerial}\n`)
  for (const name of ['', 'credentials', 'config']) chownSync(join(folder, name), ALICE, ALICE)
}

/** The hook, a login, a role, and out of it again. `meanwhile` happens to the system while the shell has the role. */
export async function walk(newcomer: Newcomer, meanwhile: () => void = () => {}): Promise<void> {
  const { sandbox, world, shell } = newcomer
  await inShell(newcomer, async hands => {
    await hands.does(`awsenv config set endpoints ${new URL(sandbox.url).host}`)
    await hands.does(`awsenv init ${shell} --install`, { asked: 'Do it? [Y/n] ', answer: 'y' })
  })
  await inShell(newcomer, async hands => {
    const answer = sandbox.nextMfaCode(world.alice.mfaSerial)
    await hands.does('awsenv login', { asked: 'mfa/alice: ', answer, sees: 'you are alice with MFA' })
    await hands.does(`awsenv assume ${world.account.id} Admin`, { sees: 'is assumed' })
    meanwhile()
    await hands.does('awsenv whoami', { sees: 'assumed-role/Admin/alice' })
    await hands.does('awsenv unset', { sees: 'has left this shell' })
    await hands.does(`awsenv assume ${world.account.id} Admin`, { sees: 'is assumed' })
    await hands.does('awsenv clear', { sees: 'has left this shell' })
    await hands.does('! env | grep -E "^AWS_(ACCESS|SECRET|SESSION)"')
  })
}

/** The steps of docs/install.md that come before the binary is removed. */
export async function leave(newcomer: Newcomer): Promise<void> {
  await inShell(newcomer, async hands => {
    await hands.does('awsenv clear --all')
    await hands.does(`awsenv init ${newcomer.shell} --uninstall`, { asked: 'Do it? [Y/n] ', answer: 'y' })
    await hands.does('rm -r ~/.local/state/awsenv ~/.config/awsenv ~/.cache/awsenv /dev/shm/awsenv-*')
  })
}

type Hands = {
  /** Types a command, answers its question, and sees it succeed. */
  does(
    command: string,
    more?: { readonly asked?: string; readonly answer?: string; readonly sees?: string },
  ): Promise<void>
}

async function inShell({ root, sandbox, shell }: Newcomer, body: (hands: Hands) => Promise<void>): Promise<void> {
  const PATH = '/home/alice/.local/bin:/usr/local/bin:/usr/bin:/bin'
  const env = { PATH, SHELL: `/usr/bin/${shell}`, AWS_ENDPOINT_URL: sandbox.url }
  await using pty = openPty(root.argv('alice', [shell, '-i'], env), {
    env: { PATH: process.env['PATH'] ?? '' },
  })
  await body({
    async does(command, { asked, answer = '', sees } = {}) {
      const status = shell === 'fish' ? '$status' : '$?'
      pty.type(`${command}; echo ended:${status}\r`)
      if (asked !== undefined) {
        await pty.shows(asked)
        pty.type(`${answer}\r`)
      }
      const seen = await pty.shows('ended:0')
      if (sees !== undefined && !seen.includes(sees)) throw new Error(`"${command}" doesn't show "${sees}": ${seen}`)
    },
  })
  pty.type('exit\r')
  await pty.ended()
}
