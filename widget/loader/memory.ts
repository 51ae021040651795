/** Flags in the page's own storage: whether there is a conversation, and whether this tab's chat is open. No secrets. */
export type LoaderMemory = {
  hasConversation: () => boolean
  noteConversation: (exists: boolean) => void
  wasOpen: () => boolean
  noteOpen: (isOpen: boolean) => void
  /** Calls `listener` when another tab has started a conversation. */
  onConversation: (listener: () => void) => void
  forget: () => void
}

/** Remembers nothing if storage is blocked. Writes only as a result of the visitor's own actions. */
export function createMemory(siteKey: string): LoaderMemory {
  const key = `porchlight:${siteKey}`

  function use<Result>(act: () => Result): Result | null {
    try {
      return act()
    } catch {
      return null
    }
  }

  function note(storage: () => Storage, isSo: boolean) {
    use(() => (isSo ? storage().setItem(key, '1') : storage().removeItem(key)))
  }

  return {
    hasConversation: () => use(() => localStorage.getItem(key)) === '1',
    noteConversation: (exists) => note(() => localStorage, exists),
    wasOpen: () => use(() => sessionStorage.getItem(key)) === '1',
    noteOpen: (isOpen) => note(() => sessionStorage, isOpen),
    onConversation(listener) {
      window.addEventListener('storage', (event) => {
        if (event.key === key && event.newValue === '1') listener()
      })
    },
    forget() {
      for (const storage of [() => localStorage, () => sessionStorage]) note(storage, false)
    },
  }
}
