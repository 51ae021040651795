/** What visitors read outside the frame. */
export const words = {
  panel: 'Chat',
  open: 'Open chat',
  close: 'Close chat',
  unread: (count: number) => `${count} unread ${count === 1 ? 'message' : 'messages'}`,
  newMessage: 'New message',
  failed: 'Chat can’t load here',
  retry: 'Try again',
}
