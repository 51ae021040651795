import type * as Ably from 'ably'
import { outcomeOfRefusal } from './outcome'
import { type Announcement, endsTokens, type Outcome, type Publisher } from './publisher'

/** Most announcements of a call to send over the connection, one frame each. More are sent in one request. */
const MAX_AT_ONCE = 8

/** Ably accepts 50 messages a second per connection. */
const MAX_PER_SECOND = 45

/** How long to wait for an acknowledgement over the connection. */
const ACK_TIMEOUT_MS = 1_000

/**
 * Publishes over a persistent Ably SDK connection, which takes a fraction of a request's time. Falls back to requests for large
 * batches and token revocations, and while the connection is down or an acknowledgement is overdue.
 *
 * An announcement that is not acknowledged in time counts as failed, although the SDK may still send it. Retrying it with the
 * same id is harmless.
 */
export class ConnectionPublisher implements Publisher {
  readonly #realtime: Ably.Realtime
  readonly #requests: Publisher
  readonly #now: () => number
  /** Announcements that timed out and may still be acknowledged. */
  #overdue = 0
  #second = 0
  #sentInSecond = 0

  /** @param now milliseconds since the epoch */
  constructor(realtime: Ably.Realtime, requests: Publisher, now: () => number = Date.now) {
    this.#realtime = realtime
    this.#requests = requests
    this.#now = now
  }

  async publish(announcements: readonly Announcement[]): Promise<Outcome[]> {
    if (!this.#canUseConnection(announcements)) return this.#requests.publish(announcements)
    return Promise.all(announcements.map((announcement) => this.#send(announcement)))
  }

  #canUseConnection(announcements: readonly Announcement[]): boolean {
    if (this.#realtime.connection.state !== 'connected' || this.#overdue > 0) return false
    if (announcements.length > MAX_AT_ONCE || announcements.some(endsTokens)) return false
    return this.#isWithinRate(announcements)
  }

  #isWithinRate(announcements: readonly Announcement[]): boolean {
    const second = Math.floor(this.#now() / 1000)
    const sent = second === this.#second ? this.#sentInSecond : 0
    const count = announcements.reduce((sum, { messages }) => sum + messages.length, sent)
    if (count > MAX_PER_SECOND) return false

    this.#second = second
    this.#sentInSecond = count
    return true
  }

  #send({ channel, id, messages }: Announcement): Promise<Outcome> {
    const { channels } = this.#realtime
    const acknowledged = channels
      .get(channel)
      // Ably's id format for messages published together.
      .publish(messages.map((message, index) => ({ ...message, id: `${id}:${index}` })))
      .then((): Outcome => ({ status: 'accepted' }), outcomeOfRefusal)
    // Channels are only published to, never attached, and there is one per conversation, so free them.
    channels.release(channel)
    return this.#inTime(acknowledged)
  }

  #inTime(acknowledged: Promise<Outcome>): Promise<Outcome> {
    return new Promise((resolve) => {
      let isLate = false
      const giveUp = setTimeout(() => {
        isLate = true
        this.#overdue += 1
        resolve({ status: 'failed', reason: `no acknowledgement within ${ACK_TIMEOUT_MS} ms` })
      }, ACK_TIMEOUT_MS)
      void acknowledged.then((outcome) => {
        clearTimeout(giveUp)
        if (isLate) this.#overdue -= 1
        resolve(outcome)
      })
    })
  }
}
