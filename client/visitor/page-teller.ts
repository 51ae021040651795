import { PAGE_PAUSE_MS } from '@/client/constants'
import type { VisitorHost } from './host/host'
import { type PageVisit, pageVisit } from './page-context'

/** Reports the visitor's current page to the server, at most once every {@link PAGE_PAUSE_MS}. */
export class PageTeller {
  readonly #host: Pick<VisitorHost, 'page' | 'onPageChange'>
  readonly #tell: (visit: PageVisit) => Promise<boolean>
  #told: string | null = null
  #timer: ReturnType<typeof setTimeout> | undefined

  /** @param tell resolves to true if the page needs no further report; otherwise it is reported again on the next look */
  constructor(
    host: Pick<VisitorHost, 'page' | 'onPageChange'>,
    tell: (visit: PageVisit) => Promise<boolean>,
  ) {
    this.#host = host
    this.#tell = tell
  }

  /** Follows the page. Returns a function that stops. */
  start(): () => void {
    const stopFollowing = this.#host.onPageChange(() => this.look())
    this.look()
    return () => {
      stopFollowing()
      clearTimeout(this.#timer)
      this.#timer = undefined
    }
  }

  /** Reports the page again: another tab may have reported a different one, or the conversation has changed. */
  tellAgain(): void {
    this.#told = null
    this.look()
  }

  /**
   * Schedules a report unless the page was reported. Does not restart the timer, so that quick navigation does not delay
   * reports.
   */
  look(): void {
    if (this.#visit() === null) return
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      void this.#tellNow()
    }, PAGE_PAUSE_MS)
  }

  async #tellNow(): Promise<void> {
    const visit = this.#visit()
    if (visit !== null && (await this.#tell(visit))) this.#told = visit.address
  }

  /** The page to report; `null` if it was the last one reported or is hidden. */
  #visit(): PageVisit | null {
    if (document.visibilityState === 'hidden') return null
    const visit = pageVisit(this.#host.page())
    return visit?.address === this.#told ? null : visit
  }
}
