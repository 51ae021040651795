import { PAGE_PAUSE_MS } from '@/client/constants'
import type { VisitorHost } from './host/host'
import { pageVisit, type VisitorsPlace } from './page-context'

/** Tells the server which page the visitor looks at: at most once every {@link PAGE_PAUSE_MS}, and then the one they are on by then. */
export class PageTeller {
  readonly #host: Pick<VisitorHost, 'page' | 'onPageChange'>
  readonly #tell: (place: VisitorsPlace) => Promise<boolean>
  #told: string | null = null
  #timer: ReturnType<typeof setTimeout> | undefined

  /** @param tell resolves to whether that is settled; otherwise the page is told again when one looks the next time */
  constructor(
    host: Pick<VisitorHost, 'page' | 'onPageChange'>,
    tell: (place: VisitorsPlace) => Promise<boolean>,
  ) {
    this.#host = host
    this.#tell = tell
  }

  /** Follows the page. Returns how to stop. */
  start(): () => void {
    const stopFollowing = this.#host.onPageChange(() => this.look())
    this.look()
    return () => {
      stopFollowing()
      clearTimeout(this.#timer)
      this.#timer = undefined
    }
  }

  /** Tells the page again: another tab, whose page it is not, may have told of its own, or the conversation is another one. */
  tellAgain(): void {
    this.#told = null
    this.look()
  }

  /** Tells the page soon unless it was told. Does not begin again with each page: who hurries through many is heard of, too. */
  look(): void {
    if (this.#place() === null) return
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      void this.#tellNow()
    }, PAGE_PAUSE_MS)
  }

  async #tellNow(): Promise<void> {
    const place = this.#place()
    if (place !== null && (await this.#tell(place))) this.#told = place.address
  }

  /** The page to be told; `null` for the one that was told last and while nobody looks at it. */
  #place(): VisitorsPlace | null {
    if (document.visibilityState === 'hidden') return null
    const place = pageVisit(this.#host.page())
    return place?.address === this.#told ? null : place
  }
}
