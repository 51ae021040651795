import type { Source } from '../catalogue'
import { shared } from '../shared-en'

/** What the parts say that several of the agents' pages are made of: fields, questions, switches, toasts and shortcuts. */
export const en = {
  ...shared,

  // Fields.
  enterName: 'Enter your name.',
  shorterName: { one: 'Enter a name of one letter.', other: 'Enter a name of at most {count} letters.' },
  longerPassword: {
    one: 'Choose a password of at least one character.',
    other: 'Choose a password of at least {count} characters.',
  },
  shorterPassword: {
    one: 'Choose a password of one character.',
    other: 'Choose a password of at most {count} characters.',
  },
  showPassword: 'Show password',
  show: 'Show',

  // Browsers.
  browserOn: '{browser} on {system}',

  // Questions.
  working: 'Working…',

  // Colours.
  asSystem: 'As the system',

  // Toasts.
  undo: 'Undo',
  whatWasDone: 'Recent actions',
  dismiss: 'Dismiss',

  // The keyboard.
  singleKeys: 'Single-key shortcuts',
  singleKeysAbout: 'They work while you are not typing in a field.',
  inTheInbox: 'In the inbox',
  inTheReply: 'In the reply',
  or: ' or ',
  next: 'Next conversation',
  previous: 'Previous conversation',
  open: 'Open the conversation, to read it',
  reply: 'Write a reply',
  toggleStatus: 'Close or reopen the conversation',
  details: 'Show or hide who the visitor is',
  undoLast: 'Undo the last action',
  help: 'Show these shortcuts',
  back: 'Leave the field, then the conversation',
  send: 'Send',
  newLine: 'Begin a new line',
  sendAndClose: 'Send and close the conversation',
} as const satisfies Source
