import type { VisitorCatalogue } from './catalogue'

/** German, with the formal address. */
export const de: VisitorCatalogue<'de'> = {
  team: 'Support',
  chat: 'Chat',
  openChat: 'Chat öffnen',
  openChatUnread: {
    one: 'Chat öffnen, {count} ungelesene Nachricht',
    other: 'Chat öffnen, {count} ungelesene Nachrichten',
  },
  closeChat: 'Chat schließen',
  chatLoading: 'Der Chat wird geladen…',
  chatNotLoaded:
    'Der Chat konnte nicht geladen werden. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.',
  chatNotHere: 'Der Chat kann hier nicht geladen werden',
  tryAgain: 'Noch einmal versuchen',
  chatBroken: 'Der Chat konnte nicht angezeigt werden. Ihr Text bleibt erhalten.',
  showAgain: 'Wieder anzeigen',
  reloadPage: 'Seite neu laden',

  newMessage: 'Neue Nachricht',
  newMessageFrom: 'Neue Nachricht von {name}',
  newMessagesFrom: {
    one: '{count} neue Nachricht von {names}',
    other: '{count} neue Nachrichten von {names}',
  },
  dismissMessage: 'Nachricht ausblenden',

  online: 'Online',
  away: 'Abwesend · wir antworten später',
  reconnecting: 'Neu verbinden… Nachrichten gespeichert',
  backOnline: 'Wieder online',
  nothingKept:
    'Dieser Browser speichert nichts für diese Seite. Was noch nicht gesendet ist, geht beim Verlassen verloren.',
  hello: 'Hallo! Wie können wir helfen?',
  invitation:
    'Schreiben Sie uns. Ein Mensch antwortet Ihnen hier, auch wenn Sie zwischendurch die Seite verlassen.',
  cookiesNeeded: 'Dieser Browser speichert den Chat nicht. Erlauben Sie Cookies für diese Website.',
  erased: 'Die frühere Unterhaltung wurde gelöscht. Schreiben Sie, um eine neue zu beginnen.',
  blocked: 'Sie können hier zurzeit nicht schreiben. Ihr Text bleibt erhalten.',
  closed: 'Beendet. Schreiben Sie, um fortzufahren.',

  field: 'Nachricht',
  writeMessage: 'Nachricht schreiben…',
  send: 'Senden',
  charactersLeft: { one: 'Noch {count} Zeichen', other: 'Noch {count} Zeichen' },
  charactersTooMany: {
    one: '{count} Zeichen zu viel. Kürzen Sie den Text, um ihn zu senden.',
    other: '{count} Zeichen zu viel. Kürzen Sie den Text, um ihn zu senden.',
  },

  messages: 'Nachrichten',
  newMessages: { one: '{count} neue Nachricht', other: '{count} neue Nachrichten' },
  newFromHere: 'Neu',
  earlierChanges: { one: '{count} frühere Änderung anzeigen', other: '{count} frühere Änderungen anzeigen' },
  hideEarlierChanges: 'Frühere Änderungen ausblenden',
  youClosed: 'Sie haben diese Unterhaltung beendet',
  closedBy: '{name} hat diese Unterhaltung beendet',
  youReopened: 'Sie haben diese Unterhaltung wieder aufgenommen',
  reopenedBy: '{name} hat diese Unterhaltung wieder aufgenommen',
  typing: { one: '{names} schreibt…', other: '{names} schreiben…' },

  you: 'Sie',
  messageDeleted: 'Nachricht gelöscht',
  edited: 'Bearbeitet',
  messageBroken: 'Diese Nachricht kann nicht angezeigt werden',
  showMore: 'Mehr anzeigen',
  showLess: 'Weniger anzeigen',
  sending: 'Wird gesendet…',
  waiting: 'Wartet auf Verbindung',
  slowed: 'Senden dauert länger',
  sent: 'Gesendet',
  read: 'Gelesen',
  notSent: 'Nicht gesendet',
  messageNotSent: 'Nachricht nicht gesendet',
  retry: 'Erneut senden',
  discard: 'Löschen',
}
