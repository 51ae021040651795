import { useSyncExternalStore } from 'react'

/** The token in the URL's fragment: empty if there is none, `null` on the server and in the first render. */
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
