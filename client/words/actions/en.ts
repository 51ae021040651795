import type { Source } from '../catalogue'

/** The names of agents' actions in buttons, menus, the palette and the list of shortcuts, and the wording of the latter two. */
export const en = {
  // Navigation.
  next: 'Next conversation',
  previous: 'Previous conversation',
  open: 'Open the focused conversation',
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
  toggleUnread: 'Switch between unread and all conversations',
  showUnread: 'Show unread conversations only',
  showRead: 'Also show read conversations',
  showClosed: 'Show closed conversations',
  showAll: 'Show all conversations',
  orderByWait: 'Order the list by the longest wait',
  orderByNewest: 'Order the list by the newest message',
  clearFilters: 'Clear filters',

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

  // The list of shortcuts.
  singleKeys: 'Single-key shortcuts',
  singleKeysAbout: 'Disabled while you type in a field.',
  inTheInbox: 'In the inbox',
  inTheReply: 'In the reply',
  or: ' or ',
  send: 'Send',
  newLine: 'Start a new line',
  sendAndClose: 'Send and close the conversation',
  editLast: 'In an empty field: edit your last message',
} as const satisfies Source
