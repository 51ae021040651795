import { log } from '@/server/logger'

/** How long stopping may take, in milliseconds. */
const STOP_LIMIT_MS = 9_000

/**
 * Runs `stop` on the first SIGTERM or SIGINT and exits the process when it is done or the limit is reached.
 *
 * @returns a function that does the same without a signal, and exits with an error code
 */
export function stopOnSignals(stop: () => Promise<void>): () => void {
  let isStopping = false

  const begin = (fields: { signal?: NodeJS.Signals }, exitCode: 0 | 1) => {
    if (isStopping) return
    isStopping = true
    log.process.info(fields, 'stopping')
    setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref()
    stop().then(
      () => process.exit(exitCode),
      (error) => {
        log.process.error({ error }, 'stopping failed')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', (signal) => begin({ signal }, 0))
  process.on('SIGINT', (signal) => begin({ signal }, 0))
  return () => begin({}, 1)
}
