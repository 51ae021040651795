/** How many messages are unread, as short as a badge or a title needs it. */
export function badgeText(unreadCount: number): string {
  return unreadCount > 9 ? '9+' : String(unreadCount)
}
