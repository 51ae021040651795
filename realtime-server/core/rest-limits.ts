import type { Identity } from '../auth/identity'
import type { Clock } from '../clock'
import { RealtimeError } from '../errors'
import { RateLimit } from './rate-limit'

/** Beyond so many who publish within one second the longest idle ones are forgotten. */
const MAX_REMEMBERED = 10_000

/** How often each holder of a token may publish over REST: as often as over a connection. Keys are trusted. */
export class RestLimits {
  readonly #perSecond: number
  readonly #clock: Clock
  /** By holder, the one who published last at the end. */
  readonly #limits = new Map<string, RateLimit>()

  constructor(perSecond: number, clock: Clock) {
    this.#perSecond = perSecond
    this.#clock = clock
  }

  /** Counts one publish. @throws RealtimeError `rate_limit` */
  count(identity: Identity): void {
    if (identity.kind === 'key') return
    const holder = holderOf(identity)
    const limit = this.#limits.get(holder) ?? new RateLimit(this.#perSecond, this.#clock.now())
    this.#limits.delete(holder)
    this.#limits.set(holder, limit)
    const [longestIdle] = this.#limits.keys()
    if (this.#limits.size > MAX_REMEMBERED && longestIdle !== undefined) this.#limits.delete(longestIdle)

    if (!limit.take(this.#clock.now())) throw new RealtimeError('rate_limit', 'too many publishes a second')
  }
}

/** Whoever has no client id is told apart by what the token is for. */
function holderOf({ keyName, token }: Identity): string {
  return JSON.stringify([keyName, token?.clientId ?? token?.resources])
}
