import { isDatabaseAway } from '@/server/database/errors'
import { listLockHolders, releaseJobs } from '@/server/jobs/locks'
import { log } from '@/server/logger'
import { Watch } from './process-registry'

/** With the time between two looks, jobs are free within 30 seconds. */
const SILENT_MS = 25_000
const LOOK_MS = 2_000

/**
 * Releases jobs whose process is gone: at once where that can be seen, and otherwise once it has been silent for
 * long. The library itself would wait for four hours.
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
  // A process that nobody knows does not beat: it has not said yet that it works, or was replaced.
  const gone = holders.filter(({ worker, process }) =>
    watch.isGone(process ?? { id: worker, beat: '', place: '', pid: 0 }),
  )
  if (gone.length === 0) return
  const workers = gone.map(({ worker }) => worker)
  await releaseJobs(workers)
  log.jobs.warn({ workers }, 'jobs of a process that is gone were released')
}
