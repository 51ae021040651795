import { useEffect } from 'react'
import { TITLE_ALERT_MS } from '@/client/constants'
import { useIsPageVisible } from './use-is-page-visible'
import { useMediaQuery } from './use-media-query'

/** While `text` is not null and the tab is in the background, the page's title takes turns with it. */
export function useTitleAlert(text: string | null): void {
  const isVisible = useIsPageVisible()
  const isStill = useMediaQuery('(prefers-reduced-motion: reduce)')

  useEffect(() => {
    if (text === null || isVisible) return
    let original = document.title
    document.title = text
    const takeTurns = () => {
      if (document.title !== text) {
        // The page may have given itself another title meanwhile.
        original = document.title
        document.title = text
      } else if (!isStill) {
        document.title = original
      }
    }
    const timer = setInterval(takeTurns, TITLE_ALERT_MS)
    return () => {
      clearInterval(timer)
      if (document.title === text) document.title = original
    }
  }, [text, isVisible, isStill])
}
