import type { Translation } from '../catalogue'
import { shared } from '../shared-de'
import type { en } from './en'

/** The wording of alerts and of availability, in German. */
export const de: Translation<typeof en, 'de'> = {
  ...shared,

  available: 'Verfügbar',
  away: 'Abwesend',
  availableToVisitors: 'Für Besucher verfügbar',
  availableAbout: 'Verfügbar: Besucher sehen, dass Sie online sind',
  awayAbout: 'Abwesend: Für Besucher sind Sie nicht online',
  youAreAway:
    'Sie sind abwesend. Besucher lesen, dass Sie später antworten, und Sie bekommen keine Benachrichtigungen.',
  goAvailable: 'Auf „Verfügbar“ stellen',

  aVisitor: 'Ein Besucher',
  newConversation: 'Neue Unterhaltung',
  newMessage: 'Neue Nachricht',
  soundBlocked: 'Ihr Browser blockiert den Ton in diesem Tab, bis Sie irgendwo hineinklicken.',

  notificationsAbout:
    'So macht dieser Browser Sie auf neue Nachrichten aufmerksam. Andere Browser und Geräte haben eigene Einstellungen.',
  notificationsQuiet: 'Benachrichtigungen: Nicht stören',

  desktop: 'Desktop-Benachrichtigungen',
  desktopAbout:
    'Sie erscheinen, solange der Posteingang in einem Tab geöffnet ist, auch im Hintergrund, aber nicht für die Unterhaltung, die Sie gerade ansehen. Sobald jemand im Team die Nachricht gelesen hat, verschwinden sie.',
  turnOn: 'Benachrichtigungen einschalten',
  isOn: 'In diesem Browser eingeschaltet.',
  isOff: 'In diesem Browser ausgeschaltet.',
  asking: 'Ihr Browser fragt Sie jetzt um Erlaubnis.',
  refused:
    'Ihr Browser blockiert Benachrichtigungen von dieser Adresse. Erlauben Sie sie in seinen Website-Einstellungen (über das Symbol neben der Adresse) und kommen Sie dann hierher zurück.',
  insecure:
    'Browser zeigen Benachrichtigungen nur für Seiten an, die über https geladen werden. Diese wurde über http geladen: Bitten Sie Ihren Admin, https einzurichten.',
  missing:
    'Dieser Browser unterstützt keine Benachrichtigungen von Webseiten. Fügen Sie Porchlight auf einem iPhone oder iPad zuerst zum Home-Bildschirm hinzu; auf anderen Geräten hilft ein anderer Browser.',
  showText: 'Anzeigen, was der Besucher geschrieben hat',
  showTextAbout:
    'Aus: Die Benachrichtigung zeigt, wer geschrieben hat, aber nicht was. Ein: Andere können den Anfang der Nachricht auf Ihrem Bildschirm lesen, auch wenn er gesperrt ist.',

  test: 'Testbenachrichtigung senden',
  testTitle: 'Test von Porchlight',
  testBody: 'So erfahren Sie von neuen Nachrichten.',
  testSent:
    'Gesendet. Ist nichts erschienen, blockiert Ihr System die Benachrichtigung: Prüfen Sie, ob ein Fokus-Modus aktiv ist und ob Benachrichtigungen für diesen Browser erlaubt sind.',
  testRefused:
    'Ihr System hat sie nicht angezeigt. Prüfen Sie in seinen Einstellungen, ob Benachrichtigungen für diesen Browser erlaubt sind.',
  testImpossible:
    'In diesem Browser kann eine Seite keine Benachrichtigungen anzeigen, zum Beispiel unter Android. Verwenden Sie dafür einen Browser auf einem Computer; der Ton funktioniert auch hier.',

  sound: 'Ton',
  soundAbout:
    'Nur ein Tab spielt ihn ab, egal wie viele geöffnet sind. Browser erlauben Ton in einem Tab erst, nachdem Sie einmal hineingeklickt haben.',
  soundSwitch: 'Einen Ton abspielen, wenn ein Besucher schreibt',
  playSound: 'Jetzt abspielen',

  quiet: 'Nicht stören',
  quietAbout:
    'Keine Benachrichtigungen und kein Ton in diesem Browser. Für Besucher sind Sie weiterhin verfügbar.',
  quietNow: 'Eingeschaltet, bis Sie es ausschalten.',
  quietUntil: 'Eingeschaltet bis {time}.',
  quietHour: 'Eine Stunde lang',
  quietMorning: 'Bis morgen, {time}',
  quietOpen: 'Bis ich es ausschalte',
  endQuiet: '„Nicht stören“ ausschalten',
  allSettings: 'Benachrichtigungseinstellungen',
}
