import { v4 as uuid } from 'uuid'

const KEY = 'porchlight:tab'

let current: string | null = null

/**
 * Names this tab, for as long as it goes from page to page of this site. A page that is left hands the name to the next
 * one; a page that is there keeps it to itself, so that a duplicated tab gets another.
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
    // The next page is another tab then, and finds the draft all the same.
  }
}
