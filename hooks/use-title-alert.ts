import { useEffect } from 'react'
import { TITLE_ALERT_MS } from '@/client/constants'
import { useIsPageWatched } from './use-is-page-watched'
import { useMediaQuery } from './use-media-query'

/** While `text` is not null and nobody looks at the page, its title takes turns with it. */
export function useTitleAlert(text: string | null): void {
  const isWatched = useIsPageWatched()
  const isStill = useMediaQuery('(prefers-reduced-motion: reduce)')

  useEffect(() => {
    if (text === null || isWatched) return
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
  }, [text, isWatched, isStill])
}
