/** A lazily computed snapshot for `useSyncExternalStore`. */
export class Observed<View> {
  readonly #compute: () => View
  readonly #listeners = new Set<() => void>()
  #snapshot: { view: View } | null = null
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(compute: () => View) {
    this.#compute = compute
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Returns the same object until something changes. */
  readonly getSnapshot = (): View => {
    this.#snapshot ??= { view: this.#compute() }
    return this.#snapshot.view
  }

  changed(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#snapshot = null
    for (const listener of this.#listeners) listener()
  }

  /** Notifies asynchronously, so that many changes at once cause one notification. */
  changedSoon(): void {
    this.#snapshot = null
    this.#timer ??= setTimeout(() => this.changed(), 0)
  }
}
