import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useMemo, useRef } from 'react'
import { type DeskPlace, deskHref, readDeskPlace } from '@/client/desk/desk-place'
import type { Desk, FocusTarget } from './desk-context'

type Way = Pick<Desk, 'place' | 'go' | 'goBack' | 'takeFocusTarget'>

/**
 * Where in the inbox somebody is, and how to go elsewhere. Within the inbox only the address changes, without asking
 * the server for another page: everything it would say is here already.
 */
export function useDeskPlace(): Way {
  const pathname = usePathname()
  const query = useSearchParams()
  const router = useRouter()
  const focusTarget = useRef<FocusTarget | null>(null)

  return useMemo(() => {
    const place = readDeskPlace(pathname, query)

    function push(href: string) {
      const state = { porchlightFrom: deskHref(place) }
      if (isFollowing()) window.history.pushState(state, '', href)
      else router.push(href)
    }
    return {
      place,
      go(change: Partial<DeskPlace>, focus?: FocusTarget) {
        const href = deskHref({ ...place, isDetailsOpen: false, ...change })
        focusTarget.current = focus ?? null
        if (href !== deskHref(place)) push(href)
      },
      goBack(change: Partial<DeskPlace>) {
        const href = deskHref({ ...place, isDetailsOpen: false, ...change })
        if (window.history.state?.porchlightFrom === href) window.history.back()
        else push(href)
      },
      takeFocusTarget() {
        const target = focusTarget.current
        focusTarget.current = null
        return target
      },
    }
  }, [pathname, query, router])
}

/** True while the page shows whatever conversation the address names. The page of one that is missing does not. */
function isFollowing(): boolean {
  return document.querySelector('[data-follows-address]') !== null
}
