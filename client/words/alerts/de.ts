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
  awayAbout: 'Abwesend: Besucher sehen Sie nicht als online',
  youAreAway:
    'Sie sind abwesend. Besucher lesen, dass Sie später antworten, und Sie werden nicht benachrichtigt.',
  goAvailable: 'Verfügbar werden',

  aVisitor: 'Ein Besucher',
  newConversation: 'Neue Unterhaltung',
  newMessage: 'Neue Nachricht',
  soundBlocked: 'Ihr Browser blockiert den Ton in diesem Tab, bis Sie irgendwo hineinklicken.',

  notificationsAbout:
    'Wie dieser Browser Ihnen sagt, dass ein Besucher geschrieben hat. Andere Browser und Geräte haben eigene Einstellungen.',
  notificationsQuiet: 'Benachrichtigungen: nicht stören',

  desktop: 'Desktop-Benachrichtigungen',
  desktopAbout:
    'Sie erscheinen, solange der Posteingang in einem Tab geöffnet ist, auch im Hintergrund. Für die Unterhaltung, die Sie gerade ansehen, erscheint keine, und eine Benachrichtigung verschwindet, sobald jemand im Team die Nachricht gelesen hat.',
  turnOn: 'Benachrichtigungen einschalten',
  isOn: 'In diesem Browser eingeschaltet.',
  isOff: 'In diesem Browser ausgeschaltet.',
  asking: 'Ihr Browser fragt Sie jetzt.',
  refused:
    'Ihr Browser blockiert Benachrichtigungen von dieser Adresse. Erlauben Sie sie in seinen Website-Einstellungen (das Symbol neben der Adresse), und kommen Sie dann hierher zurück.',
  insecure:
    'Browser zeigen Benachrichtigungen nur für Seiten, die über https kommen. Diese Seite kam über http: Bitten Sie Ihren Admin, https einzurichten.',
  missing:
    'Dieser Browser zeigt keine Benachrichtigungen von Webseiten. Fügen Sie Porchlight auf einem iPhone oder iPad zuerst zum Home-Bildschirm hinzu; nehmen Sie sonst einen anderen Browser.',
  showText: 'Zeigen, was der Besucher geschrieben hat',
  showTextAbout:
    'Aus: Eine Benachrichtigung sagt, wer geschrieben hat, nicht was. Ein: Andere können den Anfang der Nachricht auf Ihrem Bildschirm lesen, auch wenn er gesperrt ist.',

  test: 'Zur Probe eine senden',
  testTitle: 'Probe von Porchlight',
  testBody: 'So erfahren Sie, dass ein Besucher geschrieben hat.',
  testSent:
    'Gesendet. Wenn nichts erschienen ist, hält Ihr System sie zurück: Sehen Sie nach einem Fokus-Modus, und nach diesem Browser in den Benachrichtigungs-Einstellungen des Systems.',
  testRefused:
    'Ihr System hat sie nicht angezeigt. Suchen Sie diesen Browser in den Benachrichtigungs-Einstellungen des Systems.',
  testImpossible:
    'Dieser Browser kann keine Benachrichtigungen zeigen, während eine Seite geöffnet ist, zum Beispiel unter Android. Nehmen Sie dafür einen Browser auf einem Computer; der Ton funktioniert hier.',

  sound: 'Ton',
  soundAbout:
    'Ein Tab spielt ihn ab, egal wie viele geöffnet sind. Browser erlauben ihn in einem Tab erst, nachdem Sie einmal hineingeklickt haben.',
  soundSwitch: 'Einen Ton abspielen, wenn ein Besucher schreibt',
  playSound: 'Jetzt abspielen',

  quiet: 'Nicht stören',
  quietAbout:
    'Keine Benachrichtigung und kein Ton in diesem Browser. Besucher sehen Sie weiterhin als verfügbar.',
  quietNow: 'Ein, bis Sie es beenden.',
  quietUntil: 'Ein bis {time}.',
  quietHour: 'Eine Stunde lang',
  quietMorning: 'Bis morgen, {time}',
  quietOpen: 'Bis ich es beende',
  endQuiet: '„Nicht stören“ beenden',
  allSettings: 'Einstellungen der Benachrichtigungen',
}
