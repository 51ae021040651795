import type { BrowserStorage } from '@/client/browser/browser-storage'

const KEY = 'open'

/** Remembers for this tab whether the chat is open. */
export function rememberOpen(isOpen: boolean, tabStorage: BrowserStorage): void {
  if (isOpen) void tabStorage.set(KEY, 'yes')
  else void tabStorage.remove(KEY)
}

/** Whether the chat was open on the previous page. Always false where it would cover the whole screen. */
export async function wasOpen(tabStorage: BrowserStorage): Promise<boolean> {
  if (window.matchMedia('(max-width: 480px), (max-height: 480px)').matches) return false
  return (await tabStorage.get(KEY)) !== null
}
