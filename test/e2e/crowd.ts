/** Many awsenv at once that want the same role, and what they asked for: of the user, and of AWS. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Outcome, Running, Stage } from './stage.ts'

/** Makes a script the profile's mfa_process, one that notes each of its runs. */
export function mfaProcess(stage: Stage, script: string): void {
  const program = stage.write('totp', `echo asked >>"$HOME/questions"\n${script}\n`)
  const { mfaSerial } = stage.world.alice
  stage.write(
    '.aws/config',
    `[default]\nregion = eu-central-1\nmfa_serial = ${mfaSerial}\nmfa_process = sh ${program}\n`,
  )
}

export function questions({ home }: Stage): number {
  const file = join(home, 'questions')
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0
}

export function asked(stage: Stage): Record<string, number> {
  const actions = ['GetCallerIdentity', 'GetSessionToken', 'AssumeRole']
  return {
    questions: questions(stage),
    ...Object.fromEntries(actions.map(action => [action, stage.sandbox.count(action)])),
  }
}

/** So many processes that want the same role. */
export function assumes(stage: Stage, count: number): { outcomes: Promise<Outcome>[]; running: Running[] } {
  const running: Running[] = []
  const call = ['awsenv', 'assume', '123456789012', 'Admin', '--shell', 'sh']
  const outcomes = Array.from({ length: count }, () =>
    stage.run(call, { timeout: 300_000, onStart: process => void running.push(process) }),
  )
  return { outcomes, running }
}
