import { POLL_MS } from '@/client/constants'

type PageLife = {
  onOnline: () => void
  onHidden: () => void
  /** @param hiddenForMs 0 if it is unknown when the page was hidden */
  onShown: (hiddenForMs: number) => void
  /** Every {@link POLL_MS}. */
  onTick: () => void
}

/** Reports moments after which the page may have missed events. Returns an unsubscribe function. */
export function followPageLife({ onOnline, onHidden, onShown, onTick }: PageLife): () => void {
  let hiddenSince: number | null = null

  function visibilityChanged() {
    if (document.visibilityState === 'hidden') {
      hiddenSince = Date.now()
      onHidden()
      return
    }
    const hiddenForMs = hiddenSince === null ? 0 : Date.now() - hiddenSince
    hiddenSince = null
    onShown(hiddenForMs)
  }

  window.addEventListener('online', onOnline)
  document.addEventListener('visibilitychange', visibilityChanged)
  const ticking = setInterval(onTick, POLL_MS)

  return () => {
    clearInterval(ticking)
    window.removeEventListener('online', onOnline)
    document.removeEventListener('visibilitychange', visibilityChanged)
  }
}
