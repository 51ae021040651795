import { isDatabaseAway } from '@/server/database/errors'
import { listLockHolders, releaseJobs } from '@/server/jobs/locks'
import { log } from '@/server/logger'
import { Watch } from './process-registry'

/** Including the polling interval, jobs are released within 30 seconds. */
const SILENT_MS = 25_000
const POLL_MS = 2_000

/**
 * Releases jobs of processes that are gone: at once if the process is known to be dead, otherwise once its heartbeat has been
 * silent for a while. graphile-worker itself would wait four hours.
 *
 * @returns a function that stops watching
 */
export function watchAbandonedJobs({ silentMs = SILENT_MS, pollMs = POLL_MS } = {}): () => void {
  const watch = new Watch(silentMs)
  let isPolling = false
  const timer = setInterval(() => {
    if (isPolling) return
    isPolling = true
    releaseAbandoned(watch)
      .catch((error) => {
        if (!isDatabaseAway(error)) log.jobs.warn({ error }, 'could not look for abandoned jobs')
      })
      .finally(() => {
        isPolling = false
      })
  }, pollMs)
  timer.unref()
  return () => clearInterval(timer)
}

async function releaseAbandoned(watch: Watch): Promise<void> {
  const holders = await listLockHolders()
  // A worker without a process row has no heartbeat: its process has not registered it yet, or was replaced.
  const gone = holders.filter(({ worker, process }) =>
    watch.isGone(process ?? { id: worker, beat: '', place: '', pid: 0 }),
  )
  if (gone.length === 0) return
  const workers = gone.map(({ worker }) => worker)
  await releaseJobs(workers)
  log.jobs.warn({ workers }, 'released the jobs of a process that is gone')
}
