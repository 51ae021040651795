import type { PorchlightEvents } from '../porchlight'

type Listener = (detail: never) => void

/** The page's listeners. One that throws keeps none of the others from hearing. */
export type Events = {
  on: (name: unknown, listener: unknown) => void
  /** Without a listener: all of this event. */
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
          // An error of the page's own, so it is shown as one.
          console.error(error)
        }
      }
    },
  }
}
