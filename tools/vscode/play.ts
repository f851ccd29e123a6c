/** Plays a day in a terminal of VS Code, and compares what VS Code saw of it with what was typed. */
import { setTimeout } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { CTRL_C, type Shell, type Step } from './day.ts'
import type { Window } from './window.ts'

/** Gives what is wrong, a sentence each. */
export async function play(window: Window, shell: Shell, steps: readonly Step[]): Promise<readonly string[]> {
  const wrong: string[] = []
  for (const [at, step] of steps.entries()) {
    const ended = steps.slice(0, at + 1).filter(({ typed }) => typed !== '').length
    const before = (await window.lines()).length
    await window.type(step.typed)
    await window.press('Enter')
    for (const { to, by } of step.answers ?? []) await answer(window, before, to, by)
    await window.until(`the mark of "${step.typed}"`, async () => (await window.marks()).length >= ended)
    await window.until('the next prompt', async () => {
      const lines = await window.lines()
      return lines.length > before && PROMPT.test(lines.at(-1) ?? '')
    })
    const shown = (await window.lines()).at(-1) ?? ''
    const [, role] = PROMPT.exec(shown) ?? []
    if (role !== step.role)
      wrong.push(`after "${step.typed}" the prompt is "${shown}", without "${step.role ?? 'no role'}"`)
  }
  return [
    ...wrong,
    ...(await compare(
      window,
      shell,
      steps.filter(({ typed }) => typed !== ''),
    )),
  ]
}

async function answer(window: Window, before: number, to: string, by: string | (() => string)): Promise<void> {
  // What is typed may look like what is waited for: it stands in the last line before.
  await window.until(`"${to}"`, async () =>
    (await window.lines())
      .slice(before - 1)
      .join('\n')
      .includes(to.trimEnd()),
  )
  // A program needs a moment to listen.
  await setTimeout(500)
  if (by === CTRL_C) return window.press(CTRL_C)
  await window.type(typeof by === 'string' ? by : by())
  await window.press('Enter')
}

async function compare(window: Window, shell: Shell, steps: readonly Step[]): Promise<readonly string[]> {
  // PowerShell's integration knows only whether a command has failed.
  const codes = steps.map(({ code }) => (shell === 'powershell' ? Math.min(code, 1) : code))
  const typed = steps.map(({ typed }, at) => ({ command: typed, code: codes[at] ?? 0 }))
  const marks = await window.marks()
  const marked = steps.map(({ typed }, at) => ({ failed: codes[at] !== 0, isBeside: marks[at]?.line.endsWith(typed) }))
  // Without PSReadLine, VS Code takes what a command of PowerShell shows for a part of it.
  const isTyped = (command: string, at: number) =>
    shell === 'powershell' && command.startsWith(typed[at]?.command ?? command)
  const listed = await window.recent()
  const recent = listed.map(({ command, code }, at) => ({
    command: isTyped(command, at) ? (typed[at]?.command ?? '') : command,
    code,
  }))
  return [
    ...(isDeepStrictEqual(recent, typed)
      ? []
      : [`"Run Recent Command" lists ${shown(recent)}, and not ${shown(typed)}`]),
    ...(marks.length === marked.length &&
    marked.every(({ failed, isBeside }, at) => isBeside && marks[at]?.failed === failed)
      ? []
      : [`the marks are ${JSON.stringify(marks)}, and not those of ${shown(typed)}`]),
  ]
}

const shown = (commands: readonly { readonly command: string; readonly code: number }[]) =>
  commands.map(({ command, code }) => `"${command}" (${code})`).join(', ')

/** Nothing but the role, once, and the prompt of the start-up file; PowerShell begins no line after Ctrl-C. */
const PROMPT = /(?:^|\^C)(?:\((\S+) [^()]+\) )?(?:~\/infra [$%>]|PS \S+>)$/
