import { log } from '@/server/logger'

/** The longest that stopping may take, in milliseconds. */
const STOP_LIMIT_MS = 9_000

/** Runs `stop` at the first SIGTERM or SIGINT and ends the process, at the latest when the limit is reached. */
export function stopOnSignals(stop: () => Promise<void>): void {
  let isStopping = false

  const onSignal = (signal: NodeJS.Signals) => {
    if (isStopping) return
    isStopping = true
    log.process.info({ signal }, 'stopping')
    setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref()
    stop().then(
      () => process.exit(0),
      (error) => {
        log.process.error({ error }, 'stopping failed')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', onSignal)
  process.on('SIGINT', onSignal)
}
