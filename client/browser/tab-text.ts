/** Stores a text for this tab, across navigation to other sites. Lost if the browser stores nothing. */
export function keepInTab(key: string, text: string): void {
  try {
    sessionStorage.setItem(key, text)
  } catch {
    // Storage is blocked, or full.
  }
}

/** Returns and deletes the text stored by {@link keepInTab}; `null` if there is none. */
export function takeFromTab(key: string): string | null {
  try {
    const text = sessionStorage.getItem(key)
    sessionStorage.removeItem(key)
    return text
  } catch {
    return null
  }
}
