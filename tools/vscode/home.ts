/** The home of somebody who works in VS Code: awsenv on PATH, a start-up file for each shell, and VS Code's settings. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { powershellShell } from '../shells/real-shells.ts'
import type { Shell } from './day.ts'

/** The folder that is open in VS Code. */
export const PROJECT = 'infra'

export function furnish(home: string): void {
  mkdirSync(join(home, PROJECT))
  // VS Code's server asks a login shell for its environment.
  write(home, '.profile', `PATH='${DIST}':$PATH\n`)
  for (const [path, text] of Object.entries(START_UP)) write(home, path, text)
}

/** Puts the hook into the shell's start-up file, as a user does. */
export function installHook(home: string, shell: Shell, env: Readonly<Record<string, string>>): void {
  execFileSync(join(DIST, 'awsenv'), ['init', shell, '--install', '--yes'], { env, cwd: home, stdio: 'pipe' })
}

export function settings(shell: Shell): Readonly<Record<string, unknown>> {
  return {
    'telemetry.telemetryLevel': 'off',
    'update.mode': 'none',
    'chat.disableAIFeatures': true,
    // It would ask for a new terminal.
    'git.enabled': false,
    'window.commandCenter': false,
    'window.menuBarVisibility': 'hidden',
    'workbench.activityBar.location': 'hidden',
    'workbench.colorTheme': 'Default Dark Modern',
    'workbench.layoutControl.enabled': false,
    'workbench.panel.opensMaximized': 'always',
    // Nothing is half transparent in a picture.
    'workbench.reduceMotion': 'on',
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'workbench.startupEditor': 'none',
    'workbench.statusBar.visible': false,
    'workbench.tips.enabled': false,
    'terminal.integrated.enablePersistentSessions': false,
    // Its lines are text then, and no picture.
    'terminal.integrated.gpuAcceleration': 'off',
    'terminal.integrated.profiles.linux': { here: { path: shell === 'powershell' ? powershellShell.argv[0] : shell } },
    'terminal.integrated.defaultProfile.linux': 'here',
  }
}

/** How the prompt of each ends, or begins. */
export const PROMPTS: Readonly<Record<Shell, RegExp>> = { bash: /\$$/, zsh: /%$/, fish: /infra >$/, powershell: /^PS / }

/** Only what makes the prompt known. */
const START_UP = {
  '.bashrc': "PS1='\\w $ '\n",
  '.zshrc': "PROMPT='%~ %% '\n",
  '.config/fish/config.fish': "function fish_prompt; printf '%s > ' (prompt_pwd); end\nset fish_greeting\n",
}

const DIST = join(import.meta.dirname, '../../dist')

function write(home: string, path: string, text: string): void {
  mkdirSync(dirname(join(home, path)), { recursive: true })
  writeFileSync(join(home, path), text)
}
