/** An unread count, short enough for a badge or a title. */
export function badgeText(unreadCount: number): string {
  return unreadCount > 9 ? '9+' : String(unreadCount)
}
