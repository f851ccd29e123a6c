/** Asks for a passphrase on the terminal, and prints what came as JSON. */
import { processTerminal } from '../../../src/terminal/terminal.ts'

try {
  const typed = await processTerminal(process.platform, process.env).askHidden('passphrase: ')
  process.stdout.write(`got ${JSON.stringify(typed ?? null)}\n`)
} catch (error) {
  process.stdout.write(`error: ${(error as Error).message}\n`)
  process.exitCode = (error as { exitCode?: number }).exitCode ?? 1
}
