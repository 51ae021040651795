/** Keeps a text for this tab alone, also while it shows another site. Where the browser stores nothing, it is lost. */
export function keepInTab(key: string, text: string): void {
  try {
    sessionStorage.setItem(key, text)
  } catch {
    // Storage is blocked, or full.
  }
}

/** What {@link keepInTab} kept, once; `null` where there is nothing. */
export function takeFromTab(key: string): string | null {
  try {
    const text = sessionStorage.getItem(key)
    sessionStorage.removeItem(key)
    return text
  } catch {
    return null
  }
}
