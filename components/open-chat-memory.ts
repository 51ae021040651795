const KEY = 'porchlight:open'

/** Remembers for this tab whether the chat is open. A browser that keeps nothing begins with a closed one. */
export function rememberOpen(isOpen: boolean): void {
  try {
    if (isOpen) sessionStorage.setItem(KEY, 'yes')
    else sessionStorage.removeItem(KEY)
  } catch {
    // Nothing is lost but a convenience.
  }
}

/** True when the chat was open on the page before. Not where it would cover the whole screen. */
export function wasOpen(): boolean {
  if (window.matchMedia('(max-width: 480px), (max-height: 480px)').matches) return false
  try {
    return sessionStorage.getItem(KEY) !== null
  } catch {
    return false
  }
}
