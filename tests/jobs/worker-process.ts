import { setTimeout as sleep } from 'node:timers/promises'
import { watchAbandonedJobs } from '@/process/abandoned-jobs'
import { joinProcesses } from '@/process/process-registry'
import { pool } from '@/server/database/db'
import { startJobs } from '@/server/jobs/runner'

// A process that runs jobs as the product does: a slow kind, and one scheduled every minute. Both
// record their runs in the table `job_done`. JOB_CLOCK_MS moves its clock.

moveClock(Number(process.env.JOB_CLOCK_MS ?? 0))

function moveClock(byMs: number): void {
  const now = Date.now.bind(Date)
  globalThis.Date = new Proxy(Date, {
    construct: (target, time) => Reflect.construct(target, time.length === 0 ? [now() + byMs] : time),
    get: (target, name) => (name === 'now' ? () => now() + byMs : Reflect.get(target, name)),
  })
}

async function note(what: string): Promise<void> {
  await pool.query('INSERT INTO job_done (what, pid) VALUES ($1, $2)', [what, process.pid])
}

const membership = await joinProcesses({
  realtime: 'a service of both',
  onReplaced: () => process.exit(1),
  say: console.log,
})
startJobs({
  onWorker: membership.noteJobWorker,
  tasks: [
    {
      name: 'take_long',
      async run() {
        await note('begin')
        await sleep(60_000)
        await note('end')
      },
    },
    { name: 'each_minute', every: '* * * * *', run: () => note('minute') },
  ],
})
watchAbandonedJobs()
