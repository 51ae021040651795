import type { Source } from '../catalogue'
import { shared } from '../shared-en'

/** The wording of components shared by several of the agents' pages: fields, dialogs, switches, toasts and shortcuts. */
export const en = {
  ...shared,

  // Fields.
  enterName: 'Enter your name.',
  shorterName: { one: 'Enter a name of one letter.', other: 'Enter a name of at most {count} letters.' },
  passwordLength: { one: 'At least {count} character.', other: 'At least {count} characters.' },
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
  asSystem: 'Match system',

  // Toasts.
  undo: 'Undo',
  whatWasDone: 'Recent actions',
  dismiss: 'Dismiss',
} as const satisfies Source
