/** What visitors read, in English. Agents read the log and the composer in these words, too. */
export const en = {
  // The button, and the panel before and instead of the chat.
  team: 'Support',
  chat: 'Chat',
  openChat: 'Open chat',
  openChatUnread: {
    one: 'Open chat, {count} unread message',
    other: 'Open chat, {count} unread messages',
  },
  closeChat: 'Close chat',
  chatLoading: 'Loading the chat…',
  chatNotLoaded: 'The chat could not be loaded. Check your connection and try again.',
  chatNotHere: 'Chat can’t load here',
  tryAgain: 'Try again',
  chatBroken: 'The chat could not be shown. What you have typed is kept.',
  showAgain: 'Show again',
  reloadPage: 'Reload page',

  // News, in the page's title, on a card and in announcements.
  newMessage: 'New message',
  newMessageFrom: 'New message from {name}',
  newMessagesFrom: { one: '{count} new message from {names}', other: '{count} new messages from {names}' },
  dismissMessage: 'Dismiss message',

  // Who is there, and what the visitor should know before writing.
  online: 'Online',
  away: 'Away · we’ll reply later',
  reconnecting: 'Reconnecting… your messages are saved',
  backOnline: 'Back online',
  nothingKept: 'This browser keeps nothing for this page. What is not sent yet is lost when you leave.',
  hello: 'Hello! How can we help?',
  invitation: 'Send us a message. A person will reply right here, even if you leave and come back later.',
  cookiesNeeded: 'This browser does not keep the chat. Allow cookies for this site to go on.',
  erased: 'The earlier conversation was deleted. Write to begin another.',
  blocked: 'You cannot write here at the moment. What you have typed is kept.',
  closed: 'Closed. Write to reopen.',

  // The composer.
  field: 'Message',
  writeMessage: 'Write a message…',
  send: 'Send',
  charactersLeft: { one: '{count} character left', other: '{count} characters left' },
  charactersTooMany: {
    one: '{count} character too many. Shorten the text to send it.',
    other: '{count} characters too many. Shorten the text to send it.',
  },

  // The log.
  messages: 'Messages',
  newMessages: { one: '{count} new message', other: '{count} new messages' },
  newFromHere: 'New',
  earlierChanges: { one: 'Show {count} earlier change', other: 'Show {count} earlier changes' },
  hideEarlierChanges: 'Hide earlier changes',
  youClosed: 'You closed this conversation',
  closedBy: '{name} closed this conversation',
  youReopened: 'You reopened this conversation',
  reopenedBy: '{name} reopened this conversation',
  typing: { one: '{names} is typing…', other: '{names} are typing…' },

  // A message.
  you: 'You',
  messageDeleted: 'Message deleted',
  edited: 'Edited',
  messageBroken: 'This message can’t be shown',
  showMore: 'Show more',
  showLess: 'Show less',
  sending: 'Sending…',
  waiting: 'Waiting for connection',
  slowed: 'Sending slowly',
  sent: 'Sent',
  read: 'Read',
  notSent: 'Not sent',
  messageNotSent: 'Message not sent',
  retry: 'Retry',
  discard: 'Delete',
} as const
