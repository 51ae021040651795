import type { Translation } from '../catalogue'
import type { en } from './en'

/** The names of agents' actions, in German. */
export const de: Translation<typeof en, 'de'> = {
  // Navigation.
  next: 'Nächste Unterhaltung',
  previous: 'Vorige Unterhaltung',
  open: 'Unterhaltung öffnen, um sie zu lesen',
  back: 'Das Feld verlassen, dann die Unterhaltung',

  // The open conversation.
  reply: 'Antwort schreiben',
  note: 'Notiz für das Team schreiben',
  toggleStatus: 'Unterhaltung beenden oder wieder aufnehmen',
  closeConversation: 'Unterhaltung beenden',
  reopenConversation: 'Unterhaltung wieder aufnehmen',
  noAnswerNeeded: 'Keine Antwort nötig',
  toggleDetails: 'Angaben zum Besucher ein- oder ausblenden',

  // Its visitor.
  rename: 'Namen des Besuchers ändern',
  copyEmail: 'E-Mail-Adresse des Besuchers kopieren',
  writeMail: 'Per E-Mail antworten',
  toggleBlock: 'Besucher blockieren oder Blockierung aufheben',
  block: 'Besucher blockieren…',
  unblock: 'Blockierung aufheben',
  exportData: 'Daten des Besuchers exportieren',
  eraseData: 'Daten des Besuchers löschen…',

  // The list.
  showOpen: 'Offene Unterhaltungen anzeigen',
  showNeedsAnswer: 'Unterhaltungen anzeigen, die eine Antwort brauchen',
  toggleUnread: 'Nur ungelesene oder alle Unterhaltungen anzeigen',
  showUnread: 'Nur ungelesene Unterhaltungen anzeigen',
  showRead: 'Auch gelesene Unterhaltungen anzeigen',
  showClosed: 'Beendete Unterhaltungen anzeigen',
  showAll: 'Alle Unterhaltungen anzeigen',
  orderByWait: 'Liste nach der längsten Wartezeit ordnen',
  orderByNewest: 'Liste nach der neuesten Nachricht ordnen',
  clearFilters: 'Filter zurücksetzen',

  // The desk.
  palette: 'Aktion oder Unterhaltung finden',
  help: 'Tastenkürzel',
  undo: 'Letzte Aktion rückgängig machen',
  toggleAvailability: 'Zwischen „Verfügbar“ und „Abwesend“ wechseln',
  goAway: 'Auf „Abwesend“ stellen',
  goAvailable: 'Auf „Verfügbar“ stellen',
  toggleQuiet: '„Nicht stören“ für eine Stunde ein- oder ausschalten',
  beQuiet: 'Eine Stunde nicht stören',
  endQuiet: '„Nicht stören“ ausschalten',
  settings: 'Einstellungen',
  account: 'Konto, Farben und Abmelden',

  // The palette.
  paletteHint: 'Aktion oder Name eingeben…',
  nothingFound: 'Nichts gefunden',
  actions: 'Aktionen',
  conversations: 'Unterhaltungen',

  // The list of shortcuts.
  singleKeys: 'Kürzel mit einer Taste',
  singleKeysAbout: 'Sie wirken nicht, solange Sie in einem Feld schreiben.',
  inTheInbox: 'Im Posteingang',
  inTheReply: 'In der Antwort',
  or: ' oder ',
  send: 'Senden',
  newLine: 'Neue Zeile beginnen',
  sendAndClose: 'Senden und die Unterhaltung beenden',
  editLast: 'Im leeren Feld: die letzte Nachricht bearbeiten',
}
