import { pool } from '@/server/db'
import { Relay } from '@/server/outbox/relay'
import { ablyRest, signingRest } from '@/server/publishing/ably-rest'
import { RequestPublisher } from '@/server/publishing/request-publisher'

/** Publishes what waits in the outbox, as the process's own relay would. Resolves with how many events there were. */
export function relayEvents(): Promise<number> {
  return new Relay(new RequestPublisher(ablyRest(), signingRest())).run(
    async (text, values) => (await pool.query(text, values)).rows,
  )
}
