import { StoredFlag } from '@/client/browser/stored-flag'

/** Set if desktop notifications are wanted in this browser. Whether they are allowed is up to the browser. */
export const notificationsOn = new StoredFlag('notifications-on')

/** Set if notifications show the visitor's text. Off by default, because others may see a lock screen. */
export const notificationText = new StoredFlag('notification-text')
