import { AwsenvError, ExitCode } from '../errors.ts'

/** The error for a program that can't be run; 127 if it or its interpreter doesn't exist. */
export function notRunnable(name: string, cause: unknown): AwsenvError {
  const code = (cause as { code?: string }).code ?? String(cause)
  const why = REASONS[code] ?? code
  const exitCode = code === 'ENOENT' ? ExitCode.notFound : ExitCode.notExecutable
  return new AwsenvError(`"${name}" can't be run: ${why}`, { exitCode, cause })
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "it, or the interpreter in its first line, doesn't exist",
  EACCES: 'permission denied',
  EISDIR: 'it is a directory',
  ENOTDIR: 'part of its path is a file, not a directory',
  ELOOP: 'its symbolic links form a loop',
  ENAMETOOLONG: 'its name is too long',
  ETXTBSY: 'another process is writing to it',
  ENOEXEC: 'it is not a program for this machine',
  E2BIG: 'its arguments and environment are too long',
}
