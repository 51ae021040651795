import { setTimeout as sleep } from 'node:timers/promises'
import * as Ably from 'ably'
import { expect, vi } from 'vitest'
import { conversationChannel } from '@/contract/log/channels'
import { pool } from '@/server/database/db'
import { ablyRest, signingRest } from '@/server/realtime/ably-rest'
import { Relay } from '@/server/realtime/relay/relay'
import { RequestPublisher } from '@/server/realtime/request-publisher'
import { realtimeService } from '@/server/realtime/service'
import { SITE_ID } from '@/tests/database'

/** What a subscriber was told. `messageId` is of a posted message. */
export type Told = { name: string; messageId: string | null }

/** Somebody else who listens to a conversation while hostile requests are sent, over the real road from commit to browser. */
export class Subscriber {
  readonly #client: Ably.Realtime
  readonly #channel: string
  readonly #relay = new Relay(new RequestPublisher(ablyRest(), signingRest()))
  readonly #told: Told[] = []

  private constructor(client: Ably.Realtime, channel: string) {
    this.#client = client
    this.#channel = channel
  }

  static async listen(conversationId: string): Promise<Subscriber> {
    const { publishingKey, server } = realtimeService()
    const client = new Ably.Realtime({
      key: publishingKey,
      ...server,
      disableConnectivityCheck: true,
      logLevel: 0,
    })
    const subscriber = new Subscriber(client, conversationChannel(SITE_ID, conversationId))
    await client.channels.get(subscriber.#channel).subscribe(({ name = '', data }) => {
      subscriber.#told.push({ name, messageId: name === 'entry.appended' ? data.entry.id : null })
    })
    return subscriber
  }

  /** Sends what waits in the outbox and answers what was heard since the last call. */
  async heard(): Promise<Told[]> {
    const run = () => this.#relay.run(async (text, values) => (await pool.query(text, values)).rows)
    await run()
    // What waits for the agents' lists comes a moment later.
    while (this.#relay.nextRetryAt !== null) {
      await sleep(Math.max(1, this.#relay.nextRetryAt - Date.now()))
      await run()
    }
    const last = `last-${crypto.randomUUID()}`
    await ablyRest().channels.get(this.#channel).publish(last, '')
    await vi.waitFor(() => expect(this.#told.map(({ name }) => name)).toContain(last), { timeout: 10_000 })
    return this.#told.splice(0).filter(({ name }) => name !== last)
  }

  stop(): void {
    this.#client.close()
  }
}
