import { useEffect, useSyncExternalStore } from 'react'
import { announceAgent, followAgent, isAnotherSignedIn, onSignedInChange } from '@/client/api/signed-in-agent'
import type { InboxStore } from '@/client/desk/inbox/inbox-store'

/**
 * Whether another agent has signed in in this browser, so that the server refuses this page's requests. Asks the server when
 * another tab signs in or out, and when the browser restores this page from its back/forward cache.
 */
export function useIsAnotherSignedIn(selfId: string, inbox: InboxStore): boolean {
  useEffect(() => {
    void announceAgent(selfId)
    const ask = () => void inbox.reload()
    const comeBack = ({ persisted }: PageTransitionEvent) => {
      if (persisted) ask()
    }
    const stopFollowing = followAgent(ask)
    window.addEventListener('pageshow', comeBack)
    return () => {
      stopFollowing()
      window.removeEventListener('pageshow', comeBack)
    }
  }, [selfId, inbox])

  return useSyncExternalStore(onSignedInChange, isAnotherSignedIn, () => false)
}
