/**
 * A position in a channel's log: `<14 digits of milliseconds>-<3 digits>@<series>`. Opaque to clients. Within a series, later
 * serials compare greater as text. A series is one lifetime of the channel; serials of different series are not comparable.
 */
export type ChannelSerial = string

const pattern = /^(\d{14})-(\d{3})@([A-Za-z0-9_-]+)$/

/** How many messages an entry can number. */
export const MAX_MESSAGES_PER_ENTRY = 1_000

/** Creates the serials of one series. */
export class SerialMint {
  readonly #series: string
  #lastMs = 0
  #counter = 0

  /** @param last the newest serial of a series to continue; without it the series is new */
  constructor(series: string, last?: ChannelSerial) {
    this.#series = series
    const [, ms, counter] = pattern.exec(last ?? '') ?? []
    if (ms === undefined) return
    this.#lastMs = Number(ms)
    this.#counter = Number(counter)
  }

  /** A serial greater than all before, even if the clock was set back. */
  next(nowMs: number): ChannelSerial {
    if (nowMs > this.#lastMs) {
      this.#lastMs = nowMs
      this.#counter = 0
    } else if (++this.#counter > 999) {
      this.#lastMs++
      this.#counter = 0
    }
    return `${digits(this.#lastMs, 14)}-${digits(this.#counter, 3)}@${this.#series}`
  }
}

/** The serial of a message within its entry. Serials of later messages are greater. */
export function messageSerial(entry: ChannelSerial, index: number): string {
  return `${entry}:${digits(index, 3)}`
}

/** The serial of the entry that contains a message. Never throws: an invalid serial matches no entry. */
export function entryOfMessage(serial: string): ChannelSerial {
  return serial.slice(0, Math.max(serial.lastIndexOf(':'), 0))
}

/** The series of a serial, or `null` for an invalid one. */
export function seriesOf(serial: string): string | null {
  return pattern.exec(serial)?.[3] ?? null
}

function digits(value: number, count: number): string {
  return String(value).padStart(count, '0')
}
