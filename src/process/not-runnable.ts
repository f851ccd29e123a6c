import { AwsenvError, ExitCode } from '../errors.ts'

/** The error of a program that can't be run; 127 where it, or the interpreter that it names, isn't there. */
export function notRunnable(name: string, cause: unknown): AwsenvError {
  const code = (cause as { code?: string }).code ?? String(cause)
  const why = REASONS[code] ?? code
  const exitCode = code === 'ENOENT' ? ExitCode.notFound : ExitCode.notExecutable
  return new AwsenvError(`"${name}" can't be run: ${why}`, { exitCode, cause })
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it, or the interpreter that its first line names, is not there',
  EACCES: 'permission denied',
  EISDIR: 'it is a directory',
  ENOTDIR: 'what should be its directory is a file',
  ELOOP: 'its symbolic links go round in a circle',
  ENAMETOOLONG: 'its name is too long',
  ETXTBSY: 'somebody is writing to it',
  ENOEXEC: 'it is no program for this machine',
  E2BIG: 'its arguments and environment are too long',
}
