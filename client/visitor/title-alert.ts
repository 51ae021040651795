import { TITLE_ALERT_MS } from '@/client/constants'

/**
 * Alternates the page's title with this text while the page is hidden or unfocused; with reduced motion, only shows the text.
 * Returns a function that stops it.
 */
export function alertTitle(text: string): () => void {
  const stillness = window.matchMedia('(prefers-reduced-motion: reduce)')
  let stopTurns: (() => void) | null = null

  function update() {
    const isWatched = document.visibilityState === 'visible' && document.hasFocus()
    if (isWatched) {
      stopTurns?.()
      stopTurns = null
    } else {
      stopTurns ??= takeTurns(text, () => stillness.matches)
    }
  }

  document.addEventListener('visibilitychange', update)
  window.addEventListener('focus', update)
  window.addEventListener('blur', update)
  update()
  return () => {
    document.removeEventListener('visibilitychange', update)
    window.removeEventListener('focus', update)
    window.removeEventListener('blur', update)
    stopTurns?.()
  }
}

function takeTurns(text: string, isStill: () => boolean): () => void {
  let original = document.title
  document.title = text
  const timer = setInterval(() => {
    if (document.title !== text) {
      // The page may have changed its title meanwhile.
      original = document.title
      document.title = text
    } else if (!isStill()) {
      document.title = original
    }
  }, TITLE_ALERT_MS)
  return () => {
    clearInterval(timer)
    if (document.title === text) document.title = original
  }
}
