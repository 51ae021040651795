import type { Source } from '../catalogue'

/** What agents can do, as buttons, menus, the palette and the list of keys name it; and those two lists themselves. */
export const en = {
  // Moving about.
  next: 'Next conversation',
  previous: 'Previous conversation',
  open: 'Open the conversation, to read it',
  back: 'Leave the field, then the conversation',

  // The open conversation.
  reply: 'Write a reply',
  note: 'Write a note for the team',
  toggleStatus: 'Close or reopen the conversation',
  closeConversation: 'Close the conversation',
  reopenConversation: 'Reopen the conversation',
  noAnswerNeeded: 'No answer needed',
  toggleDetails: 'Show or hide visitor details',

  // Its visitor.
  rename: 'Change the visitor’s name',
  copyEmail: 'Copy the visitor’s e-mail address',
  writeMail: 'Reply by e-mail',
  toggleBlock: 'Block or unblock the visitor',
  block: 'Block visitor…',
  unblock: 'Unblock visitor',
  exportData: 'Export the visitor’s data',
  eraseData: 'Delete visitor data…',

  // The list.
  showOpen: 'Show open conversations',
  showNeedsAnswer: 'Show conversations that need an answer',
  toggleUnread: 'Show unread conversations only, or all',
  showUnread: 'Show unread conversations only',
  showRead: 'Show read conversations, too',
  showClosed: 'Show closed conversations',
  showAll: 'Show all conversations',

  // The desk.
  palette: 'Find an action or a conversation',
  help: 'Keyboard shortcuts',
  undo: 'Undo the last action',
  toggleAvailability: 'Set yourself to available or away',
  goAway: 'Set yourself to away',
  goAvailable: 'Set yourself to available',
  toggleQuiet: 'Turn do-not-disturb on for an hour, or off',
  beQuiet: 'Do not disturb for an hour',
  endQuiet: 'Turn off do-not-disturb',
  settings: 'Settings',
  account: 'Account, colours and sign-out',

  // The palette.
  paletteHint: 'Type an action or a name…',
  nothingFound: 'Nothing found',
  actions: 'Actions',
  conversations: 'Conversations',

  // The list of keys.
  singleKeys: 'Single-key shortcuts',
  singleKeysAbout: 'Disabled while you type in a field.',
  inTheInbox: 'In the inbox',
  inTheReply: 'In the reply',
  or: ' or ',
  send: 'Send',
  newLine: 'Begin a new line',
  sendAndClose: 'Send and close the conversation',
  editLast: 'In an empty field: edit your last message',
} as const satisfies Source
