import type { Terminal } from './terminal.ts'

/** Asks for one of several things by its number. Undefined for any other answer. */
export function chooseOne<T>(
  { terminal }: { readonly terminal: Terminal },
  question: string,
  choices: readonly T[],
  shown: (choice: T) => string,
): T | undefined {
  const list = choices.map((choice, index) => `  ${index + 1}  ${shown(choice)}`).join('\n')
  const answer = terminal.ask(`${question}\n${list}\nNumber (1-${choices.length}): `)
  return choices[Number(answer?.trim()) - 1]
}
