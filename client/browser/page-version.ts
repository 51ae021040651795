import { BUILD } from '@/contract/build'

/** Nobody is interrupted who has used the page within this time, in milliseconds. */
const IDLE_MS = 5_000

/** Pages reload spread over this time, in milliseconds: after an upgrade all of them learn of it at once. */
const SPREAD_MS = 10_000

/** How often an outdated page looks whether it may reload, in milliseconds. */
const LOOK_MS = 1_000

/** In the tab's storage, followed by the name of a build: the tab has reloaded because of it. */
const RELOADED = 'porchlight:reloaded:'

/** What runs from its sources has no build to compare. */
const NO_BUILD = 'development'

/** Of a server that refuses the page without naming its build, as behind a proxy that removes what it does not know. */
const UNNAMED = 'unnamed'

/** Says whether something would be lost or broken off by a reload. `isRefused`: the server serves this page nothing more. */
type Hold = (isRefused: boolean) => boolean

type Options = {
  /** The build that the page is of. */
  build: string
  reload: () => void
  /** Where the tab remembers; may throw. */
  tabStorage: () => Storage
}

/**
 * Reloads a page of an older build than the server's, once nobody is interrupted by it: nothing is typed or unsent, no
 * dialog is open, and for a moment nobody has touched the page. Where the server has refused the page, unsent text that the
 * browser keeps does not hold it back, because only the next page can send it.
 *
 * A tab reloads once for each build of the server, so a cache that goes on serving the old page makes no loop; where the
 * browser does not remember that, it does not reload.
 */
export class PageVersion {
  readonly #options: Options
  readonly #holds = new Set<Hold>()
  /** Fields that somebody has written in. */
  readonly #written = new WeakSet<EventTarget>()
  /** The server's build, if it is another one. */
  #other: string | null = null
  #isRefused = false
  #isFollowing = false
  #touchedAt = Number.NEGATIVE_INFINITY
  #notBefore = 0
  #timer: ReturnType<typeof setInterval> | undefined

  constructor(options: Options) {
    this.#options = options
  }

  /** As long as `hold` says so, the page is not reloaded. Returns how to withdraw it. */
  hold(hold: Hold): () => void {
    this.#holds.add(hold)
    return () => this.#holds.delete(hold)
  }

  /** An answer of the server's named this build, or none. */
  noteBuild(build: string | null): void {
    if (build === null || !/^[\w.-]{1,64}$/.test(build)) return
    if (build === NO_BUILD || this.#options.build === NO_BUILD) return
    this.#follow()
    if (build !== this.#options.build) this.#become(build)
    // Several servers while they are replaced, or the old one again.
    else if (!this.#isRefused) this.#stop()
  }

  /** The server refuses this page as too old. */
  noteRefusal(): void {
    this.#isRefused = true
    if (this.#other !== null) return
    this.#follow()
    this.#become(UNNAMED)
  }

  /** A script of this page could not be loaded. If the server is of another build by now, it never will be. */
  noteMissingScript(): void {
    if (this.#other !== null) this.#isRefused = true
  }

  #become(other: string): void {
    if (other === this.#other) return
    this.#other = other
    this.#notBefore = performance.now() + Math.random() * SPREAD_MS
    this.#timer ??= setInterval(() => this.#look(), LOOK_MS)
  }

  #look(): void {
    if (performance.now() < this.#notBefore || this.#isHeld()) return
    const isFirst = this.#remember(RELOADED + this.#other)
    this.#stop()
    if (isFirst) this.#options.reload()
  }

  #isHeld(): boolean {
    if (performance.now() - this.#touchedAt < IDLE_MS) return true
    if ([...this.#holds].some((hold) => hold(this.#isRefused))) return true
    const fields = [...document.querySelectorAll<HTMLElement>('input, textarea, [contenteditable]')]
    if (fields.some((field) => this.#written.has(field) && textOf(field) !== '')) return true
    return !this.#isRefused && document.querySelector('dialog[open]') !== null
  }

  /** True when this was not remembered before, and is now. */
  #remember(key: string): boolean {
    try {
      const storage = this.#options.tabStorage()
      if (storage.getItem(key) !== null) return false
      storage.setItem(key, 'yes')
      return storage.getItem(key) !== null
    } catch {
      return false
    }
  }

  #follow(): void {
    if (this.#isFollowing) return
    this.#isFollowing = true
    const touched = () => {
      this.#touchedAt = performance.now()
    }
    const options = { capture: true, passive: true }
    document.addEventListener('pointerdown', touched, options)
    document.addEventListener('keydown', touched, options)
    document.addEventListener(
      'input',
      ({ target }) => {
        touched()
        if (target !== null) this.#written.add(target)
      },
      options,
    )
  }

  #stop(): void {
    this.#other = null
    clearInterval(this.#timer)
    this.#timer = undefined
  }
}

/** What is written in a field; nothing in one that only chooses. */
function textOf(field: HTMLElement): string {
  if (field instanceof HTMLTextAreaElement) return field.value
  if (!(field instanceof HTMLInputElement)) return field.textContent ?? ''
  return ['checkbox', 'radio', 'range', 'color', 'file'].includes(field.type) ? '' : field.value
}

/** Of this page. */
export const pageVersion = new PageVersion({
  build: BUILD,
  reload: () => location.reload(),
  tabStorage: () => sessionStorage,
})
