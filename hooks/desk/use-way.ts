import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useMemo, useState } from 'react'
import type { FocusTarget, Way } from '@/client/desk/desk'
import { type DeskPlace, deskHref, readDeskPlace } from '@/client/desk/desk-place'
import { useLatest } from '../browser/use-latest'

/**
 * The agent's place in the inbox, and navigation. Within the inbox, only the URL changes and no page is requested, because the
 * browser already has everything it needs.
 *
 * @returns the place, new when it changes, and a stable `way`
 */
export function useWay(): { place: DeskPlace; way: Way } {
  const pathname = usePathname()
  const query = useSearchParams()
  const place = useMemo(() => readDeskPlace(pathname, query), [pathname, query])
  const latest = useLatest({ place, router: useRouter() })
  const [way] = useState(() => createWay(() => latest.current))
  return { place, way }
}

type Latest = { place: DeskPlace; router: ReturnType<typeof useRouter> }

function createWay(latest: () => Latest): Way {
  let focusTarget: FocusTarget | null = null

  function hrefOf(change: Partial<DeskPlace>): string {
    return deskHref({ ...latest().place, isDetailsOpen: false, ...change })
  }
  function push(href: string) {
    const state = { porchlightFrom: deskHref(latest().place) }
    if (isFollowing()) window.history.pushState(state, '', href)
    else latest().router.push(href)
  }
  return {
    place: () => latest().place,
    go(change, focus) {
      const href = hrefOf(change)
      // Nothing mounts that would take the target, so it would be left for the next one.
      if (href === deskHref(latest().place)) return
      focusTarget = focus ?? null
      push(href)
    },
    goBack(change) {
      const href = hrefOf(change)
      if (window.history.state?.porchlightFrom === href) window.history.back()
      else push(href)
    },
    leaveFor(path) {
      if (path.startsWith('/')) latest().router.push(path)
      else window.location.assign(path)
    },
    takeFocusTarget() {
      const target = focusTarget
      focusTarget = null
      return target
    },
  }
}

/** True if the page renders whatever conversation the URL names. The not-found page does not. */
function isFollowing(): boolean {
  return document.querySelector('[data-follows-address]') !== null
}
