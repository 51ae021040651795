import type { PorchlightEvents } from '../porchlight'

type Listener = (detail: never) => void

/** The page's event listeners. If one throws, the others are still called. */
export type Events = {
  on: (name: unknown, listener: unknown) => void
  /** Removes a listener, or all of the event's listeners if none is given. */
  off: (name: unknown, listener: unknown) => void
  emit: <Name extends keyof PorchlightEvents>(
    name: Name,
    ...detail: PorchlightEvents[Name] extends undefined ? [] : [PorchlightEvents[Name]]
  ) => void
}

export function createEvents(): Events {
  const listeners = new Map<unknown, Set<Listener>>()
  return {
    on(name, listener) {
      if (typeof listener !== 'function') return
      const known = listeners.get(name) ?? new Set()
      listeners.set(name, known.add(listener as Listener))
    },
    off(name, listener) {
      if (listener === undefined) listeners.delete(name)
      else listeners.get(name)?.delete(listener as Listener)
    },
    emit(name, ...[detail]) {
      for (const listener of listeners.get(name) ?? []) {
        try {
          listener(detail as never)
        } catch (error) {
          // The page's own error, so show it in the console.
          console.error(error)
        }
      }
    },
  }
}
