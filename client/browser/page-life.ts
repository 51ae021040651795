import { POLL_MS } from '@/client/constants'

type PageLife = {
  onOnline: () => void
  onHidden: () => void
  /** @param hiddenForMs 0 when nobody saw it disappear */
  onShown: (hiddenForMs: number) => void
  /** Every {@link POLL_MS}. */
  onTick: () => void
}

/** Tells of the moments at which a page may have missed something. Returns how to stop. */
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
