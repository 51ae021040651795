import { setTimeout as sleep } from 'node:timers/promises'
import { INBOX_CHANNEL } from '@/contract/channels'
import type { Health } from '@/contract/health'
import { db } from './db'
import { ablyRest } from './publishing/ably-rest'

const TIMEOUT_MS = 2_000

/** Asks the database and the realtime service, for at most two seconds each. */
export async function checkHealth(): Promise<Health> {
  const [database, realtime] = await Promise.all([
    answers(() => db.$queryRaw`SELECT 1`),
    answers(askRealtime),
  ])
  return { status: database === 'ok' && realtime === 'ok' ? 'ok' : 'unavailable', database, realtime }
}

/** Needs the key to be accepted, which a question for the time would not. */
export async function askRealtime(): Promise<void> {
  await ablyRest().channels.get(INBOX_CHANNEL).presence.get({ limit: 1 })
}

async function answers(ask: () => Promise<unknown>): Promise<'ok' | 'unavailable'> {
  const timeout = new AbortController()
  const late = sleep(TIMEOUT_MS, undefined, { signal: timeout.signal }).then(() =>
    Promise.reject(new Error('late')),
  )
  try {
    await Promise.race([ask(), late])
    return 'ok'
  } catch {
    return 'unavailable'
  } finally {
    late.catch(() => {})
    timeout.abort()
  }
}
