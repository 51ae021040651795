import type { Translation } from '../catalogue'
import { shared } from '../shared-de'
import type { en } from './en'

/** What the parts say that several of the agents' pages are made of, in German. */
export const de: Translation<typeof en, 'de'> = {
  ...shared,

  // Fields.
  enterName: 'Geben Sie Ihren Namen ein.',
  shorterName: {
    one: 'Geben Sie einen Namen mit einem Buchstaben ein.',
    other: 'Geben Sie einen Namen mit höchstens {count} Buchstaben ein.',
  },
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
  whatWasDone: 'Was gerade getan wurde',
  dismiss: 'Ausblenden',

  // The keyboard.
  singleKeys: 'Kürzel mit einer Taste',
  singleKeysAbout: 'Sie gelten, solange Sie in kein Feld schreiben.',
  inTheInbox: 'Im Posteingang',
  inTheReply: 'In der Antwort',
  or: ' oder ',
  next: 'Nächste Unterhaltung',
  previous: 'Vorige Unterhaltung',
  open: 'Unterhaltung öffnen, um sie zu lesen',
  reply: 'Antwort schreiben',
  toggleStatus: 'Unterhaltung schließen oder wieder öffnen',
  details: 'Angaben zum Besucher ein- oder ausblenden',
  undoLast: 'Letzte Aktion rückgängig machen',
  help: 'Diese Kürzel anzeigen',
  back: 'Das Feld verlassen, dann die Unterhaltung',
  send: 'Senden',
  newLine: 'Neue Zeile beginnen',
  sendAndClose: 'Senden und die Unterhaltung schließen',
}
