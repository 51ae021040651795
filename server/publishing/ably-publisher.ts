import type * as Ably from 'ably'
import type { Announcement, Outcome, Publisher } from './publisher'

/** Publishes through the Ably SDK's REST client, everything of one call in one request. */
export class AblyPublisher implements Publisher {
  readonly #rest: Ably.Rest

  constructor(rest: Ably.Rest) {
    this.#rest = rest
  }

  async publish(announcements: readonly Announcement[]): Promise<Outcome[]> {
    try {
      const answers = await this.#rest.batchPublish(announcements.map(toSpec))
      return announcements.map((_, index) => toOutcome(answers[index]?.results[0]))
    } catch (error) {
      return announcements.map(() => ({ status: 'failed', reason: String(error) }))
    }
  }
}

function toSpec({ channel, id, messages }: Announcement): Ably.BatchPublishSpec {
  return {
    channels: [channel],
    messages: messages.map(({ name, data }, index) => ({
      // Ably's form for the ids of messages that belong together.
      id: `${id}:${index}`,
      name,
      // In a batch the SDK sends messages as they are; elsewhere it would do this itself.
      data: JSON.stringify(data),
      encoding: 'json',
    })),
  }
}

type Result = Ably.BatchPublishSuccessResult | Ably.BatchPublishFailureResult | undefined

function toOutcome(result: Result): Outcome {
  if (result === undefined) return { status: 'failed', reason: 'the service did not answer for this channel' }
  if (!('error' in result)) return { status: 'accepted' }

  const { statusCode, code, message } = result.error
  // What is wrong with the message itself stays wrong; a key, a limit or an outage may be mended.
  const status = statusCode === 400 || statusCode === 413 ? 'refused' : 'failed'
  return { status, reason: `${code} ${message}` }
}
