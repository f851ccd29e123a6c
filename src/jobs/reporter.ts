import type { Stream } from '../process/jobs.ts'
import type { JobResult } from './result.ts'

/** Takes what one command writes, and how it ended. */
export type Reporter = {
  started(): void
  output(stream: Stream, bytes: Uint8Array): void
  /** Called once; also for a command that was not run. */
  ended(result: JobResult): void
}
