import type { Translation } from '../catalogue'
import { shared } from '../shared-de'
import type { en } from './en'

/** The wording of components shared by several of the agents' pages, in German. */
export const de: Translation<typeof en, 'de'> = {
  ...shared,

  // Fields.
  enterName: 'Geben Sie Ihren Namen ein.',
  shorterName: {
    one: 'Geben Sie einen Namen mit einem Zeichen ein.',
    other: 'Geben Sie einen Namen mit höchstens {count} Zeichen ein.',
  },
  passwordLength: { one: 'Mindestens {count} Zeichen.', other: 'Mindestens {count} Zeichen.' },
  longerPassword: {
    one: 'Wählen Sie ein Passwort mit mindestens einem Zeichen.',
    other: 'Wählen Sie ein Passwort mit mindestens {count} Zeichen.',
  },
  shorterPassword: {
    one: 'Wählen Sie ein Passwort mit einem Zeichen.',
    other: 'Wählen Sie ein Passwort mit höchstens {count} Zeichen.',
  },
  showPassword: 'Passwort anzeigen',
  show: 'Anzeigen',

  // Browsers.
  browserOn: '{browser} unter {system}',

  // Questions.
  working: 'Einen Moment…',

  // Colours.
  asSystem: 'System',

  // Toasts.
  undo: 'Rückgängig',
  whatWasDone: 'Letzte Aktionen',
  dismiss: 'Ausblenden',
}
