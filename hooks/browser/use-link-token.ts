import { useSyncExternalStore } from 'react'

/** The token behind the # of the page's address: empty without one, `null` on the server and in the first picture. */
export function useLinkToken(): string | null {
  return useSyncExternalStore(onHashChange, readToken, () => null)
}

function onHashChange(notify: () => void): () => void {
  window.addEventListener('hashchange', notify)
  return () => window.removeEventListener('hashchange', notify)
}

function readToken(): string {
  return window.location.hash.slice(1).trim()
}
