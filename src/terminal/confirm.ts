import type { Terminal } from './terminal.ts'

/** Asks the person at the terminal yes or no. Enter alone is `byDefault`; the end of the input is no. */
export function confirm(
  { terminal }: { readonly terminal: Terminal },
  question: string,
  byDefault: 'yes' | 'no',
): boolean {
  const answer = terminal.ask(`${question} ${byDefault === 'yes' ? '[Y/n]' : '[y/N]'} `)?.trim()
  if (answer === '') return byDefault === 'yes'
  return /^y(?:es)?$/i.test(answer ?? '')
}
