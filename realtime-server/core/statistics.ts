import { type MessageDraft, totalSize } from '../protocol/read-messages'

/** The counts of one interval, by dotted name such as `messages.inbound.all.messages.count`. */
export type Counts = Record<string, number>

export const MINUTE_MS = 60_000

/** Above this many minutes with counts, the oldest are dropped: three days of a busy app. */
const MAX_MINUTES = 3 * 24 * 60

/** An app's counts, by minute. */
export class Statistics {
  /** By minutes since 1970. */
  readonly #minutes = new Map<number, Counts>()

  /** Counts published messages. */
  countInbound(source: 'realtime' | 'rest', messages: readonly MessageDraft[], now: number): void {
    this.#add(Math.floor(now / MINUTE_MS), inboundNames[source], messages.length, totalSize(messages))
  }

  /** Adds counts to the minute of a timestamp. For names that end in `peak`, keeps the maximum. */
  add(timestamp: number, counts: Counts): void {
    const minute = this.#minute(Math.floor(timestamp / MINUTE_MS))
    combine(minute, counts)
  }

  /** The counts of each minute that has any, oldest first. */
  minutes(): [timestamp: number, counts: Counts][] {
    return [...this.#minutes]
      .sort(([a], [b]) => a - b)
      .map(([minute, counts]) => [minute * MINUTE_MS, counts])
  }

  #add(minute: number, names: readonly CountNames[], count: number, data: number): void {
    const counts = this.#minute(minute)
    for (const name of names) {
      counts[name.count] = (counts[name.count] ?? 0) + count
      counts[name.data] = (counts[name.data] ?? 0) + data
    }
  }

  #minute(minute: number): Counts {
    let counts = this.#minutes.get(minute)
    if (!counts) {
      counts = {}
      this.#minutes.set(minute, counts)
      const [oldest] = this.#minutes.keys()
      if (this.#minutes.size > MAX_MINUTES && oldest !== undefined) this.#minutes.delete(oldest)
    }
    return counts
  }
}

/** Adds counts to a sum. For names that end in `peak`, keeps the maximum. */
export function combine(sum: Counts, counts: Counts): void {
  for (const [name, count] of Object.entries(counts)) {
    const before = sum[name] ?? 0
    sum[name] = name.endsWith('.peak') ? Math.max(before, count) : before + count
  }
}

/** All names under which messages of a source and kind are counted. */
export function namesOfMessages(direction: string, source: string, kind: string): string[] {
  return [
    `messages.${direction}.${source}.${kind}`,
    `messages.${direction}.all.${kind}`,
    `messages.${direction}.all.all`,
    'messages.all.all',
  ]
}

/** Cached: building eight names for each publish took a tenth of its time. */
type CountNames = { count: string; data: string }

const inboundNames = {
  realtime: namesOfMessages('inbound', 'realtime', 'messages').map(toCountNames),
  rest: namesOfMessages('inbound', 'rest', 'messages').map(toCountNames),
}

function toCountNames(name: string): CountNames {
  return { count: `${name}.count`, data: `${name}.data` }
}
