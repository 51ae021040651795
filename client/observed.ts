/** A picture of something that changes, drawn only when somebody looks. */
export class Observed<View> {
  readonly #draw: () => View
  readonly #listeners = new Set<() => void>()
  #drawn: { view: View } | null = null
  #tellSoon: ReturnType<typeof setTimeout> | undefined

  constructor(draw: () => View) {
    this.#draw = draw
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The same object until something has changed. */
  readonly getSnapshot = (): View => {
    this.#drawn ??= { view: this.#draw() }
    return this.#drawn.view
  }

  changed(): void {
    clearTimeout(this.#tellSoon)
    this.#tellSoon = undefined
    this.#drawn = null
    for (const listener of this.#listeners) listener()
  }

  /** Listeners hear of it a moment later: of hundreds of changes at once, one picture is enough. */
  changedSoon(): void {
    this.#drawn = null
    this.#tellSoon ??= setTimeout(() => this.changed(), 0)
  }
}
