import type * as Ably from 'ably'
import { endChannels } from './end-channels'
import { outcomeOfRefusal } from './outcome'
import { type Announcement, endsTokens, type Outcome, type Publisher } from './publisher'

/** Most channels per request, for both Ably and our own server. */
const MAX_CHANNELS = 100

/** Publishes through the Ably SDK's REST client. Each call makes as few requests as possible, concurrently. */
export class RequestPublisher implements Publisher {
  readonly #rest: Ably.Rest
  readonly #signing: Ably.Rest

  /** @param signing the client with the key that signs tokens */
  constructor(rest: Ably.Rest, signing: Ably.Rest) {
    this.#rest = rest
    this.#signing = signing
  }

  async publish(announcements: readonly Announcement[]): Promise<Outcome[]> {
    const requests: Promise<Outcome[]>[] = []
    for (let from = 0; from < announcements.length; from += MAX_CHANNELS)
      requests.push(this.#request(announcements.slice(from, from + MAX_CHANNELS)))
    return (await Promise.all(requests)).flat()
  }

  async #request(announcements: readonly Announcement[]): Promise<Outcome[]> {
    try {
      const answers = await this.#rest.batchPublish(announcements.map(toSpec))
      const outcomes = announcements.map((_, index) => toOutcome(answers[index]?.results[0]))
      return await this.#endWhatIsOver(announcements, outcomes)
    } catch (error) {
      return announcements.map(() => ({ status: 'failed', reason: String(error) }))
    }
  }

  /** Published announcements whose tokens could not be revoked count as failed, so that both are retried. */
  async #endWhatIsOver(announcements: readonly Announcement[], outcomes: Outcome[]): Promise<Outcome[]> {
    const isOver = announcements.map(
      (announcement, index) => endsTokens(announcement) && outcomes[index]?.status === 'accepted',
    )
    const over = announcements.filter((_, index) => isOver[index])
    if (over.length === 0) return outcomes

    const reason = await endChannels({ rest: this.#rest, signing: this.#signing }, over)
    if (reason === null) return outcomes
    return outcomes.map((outcome, index) => (isOver[index] ? { status: 'failed', reason } : outcome))
  }
}

function toSpec({ channel, id, messages }: Announcement): Ably.BatchPublishSpec {
  return {
    channels: [channel],
    messages: messages.map(({ name, data }, index) => ({
      // Ably's id format for messages published together.
      id: `${id}:${index}`,
      name,
      // The SDK does not encode messages in a batch, as it does elsewhere.
      data: JSON.stringify(data),
      encoding: 'json',
    })),
  }
}

type Result = Ably.BatchPublishSuccessResult | Ably.BatchPublishFailureResult | undefined

function toOutcome(result: Result): Outcome {
  if (result === undefined)
    return { status: 'failed', reason: 'the service did not report a result for this channel' }
  return 'error' in result ? outcomeOfRefusal(result.error) : { status: 'accepted' }
}
