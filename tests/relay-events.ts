import { pool } from '@/server/database/db'
import { ablyRest, signingRest } from '@/server/realtime/ably-rest'
import { Relay } from '@/server/realtime/relay/relay'
import { RequestPublisher } from '@/server/realtime/request-publisher'

/** Publishes the outbox, as the process's own relay would. Returns the number of events. */
export function relayEvents(): Promise<number> {
  return new Relay(new RequestPublisher(ablyRest(), signingRest())).run(
    async (text, values) => (await pool.query(text, values)).rows,
  )
}
