import { useSyncExternalStore } from 'react'

/** The page's reading direction, for components that need it as a prop. */
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
