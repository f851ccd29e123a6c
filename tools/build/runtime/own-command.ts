/** Stands in for src/runtime/own-command.ts inside the binary. */
export function ownCommand({ execPath }: Pick<NodeJS.Process, 'execPath'>): readonly string[] {
  return [execPath]
}
