import { useSyncExternalStore } from 'react'
import {
  type NotificationPermit,
  notificationPermit,
  onPermitChange,
} from '@/client/alerts/desktop-notifications'

/** The browser's notification permission; `null` in the first render. */
export function useNotificationPermit(): NotificationPermit | null {
  return useSyncExternalStore(onPermitChange, notificationPermit, () => null)
}
