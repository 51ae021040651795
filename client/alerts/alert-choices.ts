import { StoredFlag } from '@/client/browser/stored-flag'

/** Set once desktop notifications are wanted in this browser. Whether they are possible, the browser says. */
export const notificationsOn = new StoredFlag('notifications-on')

/** Set where notifications show what a visitor wrote. Unset, because others may read a lock screen. */
export const notificationText = new StoredFlag('notification-text')
