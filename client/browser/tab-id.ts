import { v4 as uuid } from 'uuid'

const KEY = 'porchlight:tab'

let current: string | null = null

/**
 * This tab's id, kept across the site's pages. A page hands the id over when it is left and removes it from storage while it is
 * shown, so that a duplicated tab gets a new one.
 */
export function tabId(): string {
  if (current !== null) return current
  current = take() ?? uuid()
  const name = current
  window.addEventListener('pagehide', () => handOn(name))
  window.addEventListener('pageshow', () => void take())
  return current
}

function take(): string | null {
  try {
    const name = sessionStorage.getItem(KEY)
    sessionStorage.removeItem(KEY)
    return name
  } catch {
    return null
  }
}

function handOn(name: string): void {
  try {
    sessionStorage.setItem(KEY, name)
  } catch {
    // The next page gets a new id, and still finds the draft.
  }
}
