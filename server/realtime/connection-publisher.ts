import type * as Ably from 'ably'
import { outcomeOfRefusal } from './outcome'
import { type Announcement, endsTokens, type Outcome, type Publisher } from './publisher'

/** Announcements of one call that go over the connection, in a frame each. More than these are one request. */
const MAX_AT_ONCE = 8

/** Ably takes 50 messages a second from a connection. */
const MAX_PER_SECOND = 45

/** How long an answer over the connection may take. */
const PATIENCE_MS = 1_000

/**
 * Publishes over a connection of the Ably SDK that is kept open, which takes a fraction of a request's time, and leaves
 * the rest to requests: what is much or ends tokens, and everything while the connection is away or owes an
 * answer.
 *
 * An announcement that was not answered in time has failed here, although the SDK may still send it. A caller that tries it
 * again under the same id does no harm.
 */
export class ConnectionPublisher implements Publisher {
  readonly #realtime: Ably.Realtime
  readonly #requests: Publisher
  readonly #now: () => number
  /** Announcements that were given up and may still be answered. */
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
    if (!this.#suits(announcements)) return this.#requests.publish(announcements)
    return Promise.all(announcements.map((announcement) => this.#send(announcement)))
  }

  #suits(announcements: readonly Announcement[]): boolean {
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
    const answered = channels
      .get(channel)
      // Ably's form for the ids of messages that belong together.
      .publish(messages.map((message, index) => ({ ...message, id: `${id}:${index}` })))
      .then((): Outcome => ({ status: 'accepted' }), outcomeOfRefusal)
    // It was only written to, never attached, and every conversation has another.
    channels.release(channel)
    return this.#inTime(answered)
  }

  #inTime(answered: Promise<Outcome>): Promise<Outcome> {
    return new Promise((resolve) => {
      let isLate = false
      const giveUp = setTimeout(() => {
        isLate = true
        this.#overdue += 1
        resolve({ status: 'failed', reason: `no answer within ${PATIENCE_MS} ms` })
      }, PATIENCE_MS)
      void answered.then((outcome) => {
        clearTimeout(giveUp)
        if (isLate) this.#overdue -= 1
        resolve(outcome)
      })
    })
  }
}
