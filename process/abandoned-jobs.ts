import { isDatabaseAway } from '@/server/database/errors'
import { listLockHolders, releaseJobs } from '@/server/jobs/locks'
import { log } from '@/server/logger'
import { Watch } from './process-registry'

/** With the time between two looks, jobs are free within 30 seconds. */
const SILENT_MS = 25_000
const LOOK_MS = 2_000

/**
 * Releases jobs whose process is gone: at once when its row says so, otherwise once its heartbeat has been missing for
 * a while. graphile-worker itself would wait four hours.
 *
 * @returns what ends it
 */
export function watchAbandonedJobs({ silentMs = SILENT_MS, lookMs = LOOK_MS } = {}): () => void {
  const watch = new Watch(silentMs)
  let isLooking = false
  const timer = setInterval(() => {
    if (isLooking) return
    isLooking = true
    releaseAbandoned(watch)
      .catch((error) => {
        if (!isDatabaseAway(error)) log.jobs.warn({ error }, 'abandoned jobs could not be looked for')
      })
      .finally(() => {
        isLooking = false
      })
  }, lookMs)
  timer.unref()
  return () => clearInterval(timer)
}

async function releaseAbandoned(watch: Watch): Promise<void> {
  const holders = await listLockHolders()
  // A worker without a process row has no heartbeat: its process has not registered the worker yet, or was replaced.
  const gone = holders.filter(({ worker, process }) =>
    watch.isGone(process ?? { id: worker, beat: '', place: '', pid: 0 }),
  )
  if (gone.length === 0) return
  const workers = gone.map(({ worker }) => worker)
  await releaseJobs(workers)
  log.jobs.warn({ workers }, 'jobs of a process that is gone were released')
}
