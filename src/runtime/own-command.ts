/** The words that start this program: node and the script. The build replaces this file. */
export function ownCommand({ argv, execPath }: Pick<NodeJS.Process, 'argv' | 'execPath'>): readonly string[] {
  return [execPath, argv[1] ?? '']
}
