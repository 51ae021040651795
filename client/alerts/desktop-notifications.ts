import type { NotificationWords } from './alarm'

/**
 * Whether the browser shows notifications: `ask` may be asked for, `refused` only the browser's own settings change. `insecure`:
 * the page came over http from another host; `missing`: the browser has none.
 */
export type NotificationPermit = 'granted' | 'ask' | 'refused' | 'insecure' | 'missing'

/** The browser's present permission. Does not ask for it. */
export function notificationPermit(): NotificationPermit {
  if (!window.isSecureContext) return 'insecure'
  if (!('Notification' in window)) return 'missing'
  const { permission } = window.Notification
  if (permission === 'granted') return 'granted'
  return permission === 'denied' ? 'refused' : 'ask'
}

/** Lets the browser ask for permission. Only in answer to a click, or browsers refuse for good. */
export async function askForNotifications(): Promise<NotificationPermit> {
  if (notificationPermit() === 'ask') await window.Notification.requestPermission().catch(() => {})
  const permit = notificationPermit()
  tellPermitChanged()
  return permit
}

const listeners = new Set<() => void>()
const tellPermitChanged = () => {
  for (const tell of listeners) tell()
}

/** Calls `listener` when the permission may have changed: here, or in the browser's settings. Returns how to stop. */
export function onPermitChange(listener: () => void): () => void {
  listeners.add(listener)
  let status: PermissionStatus | null = null
  let isFollowing = true
  void navigator.permissions
    ?.query({ name: 'notifications' })
    .then((found) => {
      if (!isFollowing) return
      status = found
      status.addEventListener('change', listener)
    })
    // A browser that cannot say it live is asked again when the page gets the focus.
    .catch(() => {})
  window.addEventListener('focus', listener)
  return () => {
    isFollowing = false
    listeners.delete(listener)
    status?.removeEventListener('change', listener)
    window.removeEventListener('focus', listener)
  }
}

type Options = {
  /** Replaces an earlier one with this tag, from whichever tab. */
  tag: string
  isSilent: boolean
  onClick: () => void
  /** The system did not show it. */
  onRefused?: () => void
}

/**
 * Shows a notification, and focuses the page when it is clicked.
 *
 * @returns how to withdraw it; `null` where the browser shows none from a page, as on Android
 */
export function showNotification(
  { title, body }: NotificationWords,
  { tag, isSilent, onClick, onRefused }: Options,
): (() => void) | null {
  try {
    const notification = new window.Notification(title, {
      body,
      tag,
      silent: isSilent,
      renotify: !isSilent,
    } as NotificationOptions)
    notification.onclick = () => {
      window.focus()
      notification.close()
      onClick()
    }
    if (onRefused) notification.onerror = onRefused
    return () => notification.close()
  } catch {
    return null
  }
}
