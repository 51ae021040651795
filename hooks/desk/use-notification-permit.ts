import { useSyncExternalStore } from 'react'
import {
  type NotificationPermit,
  notificationPermit,
  onPermitChange,
} from '@/client/alerts/desktop-notifications'

/** What the browser says of notifications, as it changes; `null` in the first picture. */
export function useNotificationPermit(): NotificationPermit | null {
  return useSyncExternalStore(onPermitChange, notificationPermit, () => null)
}
