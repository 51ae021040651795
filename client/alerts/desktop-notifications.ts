import type { NotificationWords } from './alarm'

/**
 * Whether the browser shows notifications. `ask`: the page may request permission; `refused`: only the browser's settings can
 * change that; `insecure`: the page was loaded over plain http; `missing`: the browser does not support them.
 */
export type NotificationPermit = 'granted' | 'ask' | 'refused' | 'insecure' | 'missing'

/** The browser's current permission. Does not request it. */
export function notificationPermit(): NotificationPermit {
  if (!window.isSecureContext) return 'insecure'
  if (!('Notification' in window)) return 'missing'
  const { permission } = window.Notification
  if (permission === 'granted') return 'granted'
  return permission === 'denied' ? 'refused' : 'ask'
}

/** Requests permission. Call only in response to a click: browsers may otherwise refuse permanently. */
export async function askForNotifications(): Promise<NotificationPermit> {
  if (notificationPermit() === 'ask') await window.Notification.requestPermission().catch(() => {})
  const permit = notificationPermit()
  notifyPermitChanged()
  return permit
}

const listeners = new Set<() => void>()
const notifyPermitChanged = () => {
  for (const tell of listeners) tell()
}

/** Calls `listener` when the permission may have changed, here or in the browser's settings. Returns an unsubscribe function. */
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
    // Browsers without change events are checked when the page gets the focus.
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
  /** Replaces an earlier notification with this tag, even another tab's. */
  tag: string
  isSilent: boolean
  onClick: () => void
  /** The system did not show it. */
  onRefused?: () => void
}

/**
 * Shows a notification; clicking it focuses the page.
 *
 * @returns a function that withdraws it; `null` if pages cannot show notifications, as on Android
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
