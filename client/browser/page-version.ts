import { BUILD } from '@/contract/build'
import { isLayerOpen } from './open-layer'

/** A page that was used within this time is not reloaded, in milliseconds. */
const IDLE_MS = 5_000

/** Reloads are spread over this time, in milliseconds: after an upgrade all pages notice at once. */
const SPREAD_MS = 10_000

/** How often an outdated page checks whether it may reload, in milliseconds. */
const LOOK_MS = 1_000

/** Key in the tab's storage, followed by a build: the tab has already reloaded for that build. */
const RELOADED = 'porchlight:reloaded:'

/** The build of unbundled code, or of code embedded in another application. Never compared. */
const NO_BUILD = 'development'

/** Stands for the build of a server that refuses the page without naming one, for example behind a proxy that strips headers. */
const UNNAMED = 'unnamed'

/** True while a reload would lose or interrupt something. `isRefused`: the server no longer serves this page. */
type Hold = (isRefused: boolean) => boolean

type Options = {
  /** The page's build. */
  build: string
  reload: () => void
  /** `sessionStorage`; may throw. */
  tabStorage: () => Storage
}

/**
 * Reloads a page whose build differs from the server's, when that interrupts nothing: no text is typed or unsent, no dialog is
 * open, and the page has been idle for a moment. Once the server refuses the page, stored unsent text and dialogs no longer
 * delay the reload, because only the new page can send that text.
 *
 * Each tab reloads at most once per server build, so a cache that keeps serving the old page causes no loop. A tab without
 * storage never reloads.
 */
export class PageVersion {
  readonly #options: Options
  readonly #holds = new Set<Hold>()
  /** Fields that have received input. */
  readonly #written = new WeakSet<EventTarget>()
  /** The server's build while it differs from the page's. */
  #other: string | null = null
  #isRefused = false
  #isFollowing = false
  #touchedAt = Number.NEGATIVE_INFINITY
  #notBefore = 0
  #timer: ReturnType<typeof setInterval> | undefined

  constructor(options: Options) {
    this.#options = options
  }

  /** Prevents the reload while `hold` returns true. Returns a function that removes it. */
  hold(hold: Hold): () => void {
    this.#holds.add(hold)
    return () => this.#holds.delete(hold)
  }

  /** Compares the build named in a response; `null` if it named none. */
  noteBuild(build: string | null): void {
    if (build === null || !/^[\w.-]{1,64}$/.test(build)) return
    if (build === NO_BUILD || this.#options.build === NO_BUILD) return
    this.#follow()
    if (build !== this.#options.build) this.#become(build)
    // A rolling deploy, or a rollback.
    else if (!this.#isRefused) this.#stop()
  }

  /** The server refused this page as too old. */
  noteRefusal(): void {
    // Code embedded in another application must not reload that application's page.
    if (this.#options.build === NO_BUILD) return
    this.#isRefused = true
    if (this.#other !== null) return
    this.#follow()
    this.#become(UNNAMED)
  }

  /** A script of this page failed to load. If the server's build has changed, it will never load. */
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
    return !this.#isRefused && isLayerOpen()
  }

  /** Stores the key. Returns false if it was stored before or cannot be stored. */
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

/** The text in a field; empty for checkboxes and the like. */
function textOf(field: HTMLElement): string {
  if (field instanceof HTMLTextAreaElement) return field.value
  if (!(field instanceof HTMLInputElement)) return field.textContent ?? ''
  return ['checkbox', 'radio', 'range', 'color', 'file'].includes(field.type) ? '' : field.value
}

/** This page's version. */
export const pageVersion = new PageVersion({
  build: BUILD,
  reload: () => location.reload(),
  tabStorage: () => sessionStorage,
})
