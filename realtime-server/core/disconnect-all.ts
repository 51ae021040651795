import type { Clock } from '../clock'
import { RealtimeError } from '../errors'
import type { App } from './app'
import type { Connection } from './connection'
import { disconnect } from './disconnect'
import type { Hub } from './hub'

/** How many clients to disconnect at once without spreading them. */
const BATCH = 100

/**
 * Disconnects the clients of all apps because the server stops: a few at once, many in batches at random moments, so that
 * they do not all reconnect at once.
 *
 * @param spreadMs how long it takes, roughly
 */
export async function disconnectAll(apps: readonly App[], clock: Clock, spreadMs: number): Promise<void> {
  const everyone = shuffled(
    apps.flatMap(({ hub }) => [...hub.connections.values()].map((connection) => ({ hub, connection }))),
  )
  const pauseMs = (spreadMs * BATCH) / Math.max(everyone.length, 1)
  for (let from = 0; from < everyone.length; from += BATCH) {
    if (from > 0) await pause(clock, pauseMs * 2 * Math.random())
    for (const each of everyone.slice(from, from + BATCH)) goAway(each)
  }
}

function goAway({ hub, connection }: { hub: Hub; connection: Connection }): void {
  disconnect(hub, connection, new RealtimeError('disconnected', 'the server is going away'))
}

function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => clock.later(ms, resolve))
}

function shuffled<T>(items: T[]): T[] {
  for (let last = items.length - 1; last > 0; last--) {
    const other = Math.floor(Math.random() * (last + 1))
    ;[items[last], items[other]] = [items[other] as T, items[last] as T]
  }
  return items
}
