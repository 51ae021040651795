import { useSyncExternalStore } from 'react'

/** Which way the page reads, for components that ask to be told. */
export function useDirection(): 'ltr' | 'rtl' {
  return useSyncExternalStore(subscribe, direction, () => 'ltr')
}

function direction(): 'ltr' | 'rtl' {
  return document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr'
}

function subscribe(notify: () => void): () => void {
  const observer = new MutationObserver(notify)
  observer.observe(document.documentElement, { attributeFilter: ['dir'] })
  return () => observer.disconnect()
}
