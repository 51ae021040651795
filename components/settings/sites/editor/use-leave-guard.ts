import { useEffect } from 'react'
import { siteWords } from '@/client/words/settings/site-words'

const { t } = siteWords

/** Asks for confirmation before unsaved changes are lost, by closing the page or following a link. */
export function useLeaveGuard(isDirty: boolean): void {
  useEffect(() => {
    if (!isDirty) return
    function onUnload(event: BeforeUnloadEvent) {
      event.preventDefault()
    }
    function onClick(event: MouseEvent) {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null
      if (link === null || staysHere(event, link)) return
      if (window.confirm(t('leaveQuestion'))) return
      event.preventDefault()
      event.stopPropagation()
    }
    window.addEventListener('beforeunload', onUnload)
    // In the capture phase, to run before the link's own handler.
    document.addEventListener('click', onClick, true)
    return () => {
      window.removeEventListener('beforeunload', onUnload)
      document.removeEventListener('click', onClick, true)
    }
  }, [isDirty])
}

function staysHere(event: MouseEvent, link: Element): boolean {
  const href = link.getAttribute('href') ?? ''
  const opensElsewhere =
    event.ctrlKey || event.metaKey || event.shiftKey || link.getAttribute('target') === '_blank'
  return opensElsewhere || href.startsWith('#') || href.startsWith('mailto:')
}
