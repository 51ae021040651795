import type { Translation } from '../catalogue'
import { shared } from '../shared-de'
import type { en } from './account-en'

/** What the pages say on which agents make, enter and keep their account, in German. */
export const de: Translation<typeof en, 'de'> = {
  ...shared,

  // Every page.
  description: 'Live-Chat für den Support, selbst betrieben.',
  skipToSettings: 'Zu den Einstellungen springen',
  backToTheInbox: 'Zum Posteingang',
  adminsOnly: 'Nur Admins können das sehen und ändern. Fragen Sie einen Admin Ihres Teams.',
  pageMissing: 'Seite nicht gefunden',
  pageMissingAbout:
    'Der Link ist vielleicht vertippt oder veraltet. Prüfen Sie die Adresse, oder beginnen Sie hier.',
  toStart: 'Zur Startseite',
  openInbox: 'Posteingang öffnen',

  // The first account.
  setUp: 'Einrichten',
  welcome: 'Willkommen',
  welcomeAbout: 'Legen Sie Ihr Konto an. Damit antworten Sie Ihren Besuchern.',
  setUpLink: 'Link zum Einrichten',
  setUpLinkHint:
    'Porchlight hat ihn beim Start ausgegeben: Suchen Sie „Begin at“ im Terminal oder im Protokoll. Öffnen Sie diesen Link, oder fügen Sie ihn hier ein.',
  setUpLinkMissing:
    'Fügen Sie den Link ein, den Porchlight beim Start ausgegeben hat: Suchen Sie „Begin at“ im Terminal oder im Protokoll.',
  setUpLinkWrong:
    'Das ist nicht der Link, den Porchlight ausgegeben hat. Suchen Sie das neueste „Begin at“ im Terminal oder im Protokoll.',
  nameRefused: 'Dieser Name kann nicht gespeichert werden. Versuchen Sie eine andere Schreibweise.',
  emailRefused: 'Diese Adresse wird nicht angenommen. Prüfen Sie ihre Schreibweise.',
  passwordRefused: 'Dieses Passwort kann nicht gespeichert werden. Wählen Sie ein anderes.',
  alreadySetUp: 'Porchlight ist schon eingerichtet.',
  signInInstead: 'Stattdessen anmelden',

  // Signing in.
  signingIn: 'Anmeldung läuft…',
  signInAbout: 'Der Posteingang ist für Ihr Team.',
  forgotPassword: 'Passwort vergessen?',
  forgotAskAdmin:
    'Bitten Sie einen Admin Ihres Teams um einen Link zu einem neuen: Admins finden ihn in den Einstellungen unter „Personen“.',
  forgotAskOperator: 'Oder fragen Sie die Person, die Porchlight betreibt. Auf deren Rechner:',
  enterPassword: 'Geben Sie Ihr Passwort ein.',
  wrongSignIn: 'E-Mail oder Passwort stimmt nicht. Prüfen Sie beides und versuchen Sie es noch einmal.',
  code: 'Code',
  codeAbout: 'Die sechs Ziffern Ihrer Authenticator-App oder einer Ihrer Wiederherstellungscodes.',
  enterCode: 'Geben Sie einen Code ein.',
  wrongCode: 'Dieser Code stimmt nicht oder wurde schon benutzt. Warten Sie auf den nächsten.',
  passwordChanged:
    'Das Passwort wurde inzwischen geändert. Gehen Sie zurück und geben Sie es noch einmal ein.',
  back: 'Zurück',
  lostPhone: 'Telefon und Wiederherstellungscodes verloren?',
  lostAskOperator: 'Fragen Sie die Person, die Porchlight betreibt. Auf deren Rechner:',

  // The company's account.
  or: 'oder',
  continueWith: 'Weiter mit {name}',
  leaving: 'Die Anmeldeseite wird geöffnet…',
  arriving: 'Sie werden angemeldet…',
  notConnected: 'Ihr Konto wurde nicht verbunden',
  backToAccount: 'Zurück zu Ihrem Konto',
  provider: 'Firmenkonto',
  providerOff:
    'Verbinden Sie Ihr Konto bei {name}, um sich auch damit anzumelden. Ihr Passwort gilt weiterhin.',
  providerOn: 'Ihr Konto ist verbunden: Sie können sich mit {name} oder mit Ihrem Passwort anmelden.',
  providerAlone:
    'Sie melden sich mit {name} an. Um die E-Mail zu ändern oder die Zwei-Faktor-Anmeldung einzuschalten, brauchen Sie ein Passwort: Den Link dafür kann ein Admin unter „Personen“ erstellen.',
  providerGone: 'Der Anmeldedienst, mit dem dieses Konto verbunden ist, ist ausgeschaltet.',
  connectProvider: 'Verbinden…',
  disconnectProvider: 'Trennen…',
  passwordToConnect: 'Ihr Passwort zum Verbinden',
  passwordToDisconnect: 'Ihr Passwort zum Trennen',
  disconnect: 'Trennen',
  providerIsOff: 'Ihr Firmenkonto ist getrennt. Melden Sie sich ab jetzt mit Ihrem Passwort an.',

  // The account.
  profile: 'Profil',
  saveName: 'Namen speichern',
  nameChanged: 'Ihr Name wurde geändert.',
  emailAbout: 'Damit melden Sie sich an. Besucher sehen sie nicht.',
  newEmail: 'Neue E-Mail',
  changeEmail: 'E-Mail ändern',
  changing: 'Wird geändert…',
  yourPassword: 'Ihr Passwort',
  emailChanged: 'Ihre E-Mail-Adresse wurde geändert. Melden Sie sich ab jetzt damit an.',
  passwordAbout: 'Wenn Sie es ändern, werden Sie überall sonst abgemeldet.',
  changePassword: 'Passwort ändern',
  presentPassword: 'Aktuelles Passwort',
  enterPresentPassword: 'Geben Sie Ihr aktuelles Passwort ein.',
  yourPasswordChanged: 'Ihr Passwort wurde geändert. {sessions}',
  wrongPassword: 'Das ist nicht Ihr aktuelles Passwort.',
  notStorable: 'Das kann nicht gespeichert werden. Wählen Sie etwas anderes.',
  noneEnded: 'Sie waren sonst nirgends angemeldet.',
  ended: { one: 'Eine Sitzung wurde beendet.', other: '{count} Sitzungen wurden beendet.' },

  // The language of the pages.
  languageAbout: 'Gilt für Porchlight in diesem Browser. Besucher lesen den Chat in ihrer eigenen Sprache.',
  systemLanguage: 'Systemsprache',

  // Where one is signed in.
  sessions: 'Wo Sie angemeldet sind',
  sessionsAbout: 'Eine Sitzung, die Sie nicht kennen? Beenden Sie sie, und ändern Sie danach Ihr Passwort.',
  unknownBrowser: 'Unbekannter Browser',
  thisBrowser: 'Dieser Browser',
  end: 'Beenden',
  endIn: 'Sitzung in {browser} beenden',
  anUnknownBrowser: 'einem unbekannten Browser',
  endOthers: 'Alle anderen beenden',
  signOutEverywhere: 'Überall abmelden',
  signedIn: 'Angemeldet: ',
  lastUsed: 'Zuletzt benutzt: ',

  // Two-factor sign-in.
  twoFactor: 'Zwei-Faktor-Anmeldung',
  twoFactorIsOn:
    'Sie ist eingeschaltet: Zum Anmelden brauchen Sie Ihr Passwort und einen Code Ihrer Authenticator-App.',
  twoFactorIsOff:
    'Sie ist ausgeschaltet. Mit ihr kann sich niemand ohne Ihr Telefon anmelden, auch nicht mit Ihrem Passwort.',
  twoFactorOnNow: 'Die Zwei-Faktor-Anmeldung ist jetzt eingeschaltet.',
  twoFactorOffNow: 'Die Zwei-Faktor-Anmeldung ist jetzt ausgeschaltet.',
  turnOffMore: 'Zwei-Faktor-Anmeldung ausschalten…',
  setUpMore: 'Zwei-Faktor-Anmeldung einrichten…',
  continue: 'Weiter',
  checking: 'Wird geprüft…',
  passwordToTurnOff: 'Ihr Passwort zum Ausschalten',
  passwordToSetUp: 'Ihr Passwort zum Einrichten',
  scan: 'Scannen Sie den Code mit einer Authenticator-App, oder tippen Sie dort den Schlüssel ein.',
  qrCode: 'QR-Code für Ihre Authenticator-App',
  turnOn: 'Einschalten',
  appCodeAbout: 'Die sechs Ziffern, die die App jetzt zeigt.',
  enterAppCode: 'Geben Sie den Code ein, den die App zeigt.',
  wrongAppCode: 'Das ist nicht der Code, den die App jetzt zeigt.',
  recoveryCodes: 'Ihre Wiederherstellungscodes',
  recoveryCodesAbout:
    'Mit jedem davon können Sie sich einmal ohne Ihr Telefon anmelden. Bewahren Sie sie getrennt von ihm auf: Sie werden nicht noch einmal angezeigt.',
  download: 'Herunterladen',
  haveKept: 'Ich habe sie gesichert',
  selected: 'Ausgewählt: Kopieren Sie sie mit der Tastatur.',

  pictureAbout: 'Ihre Besucher und Ihr Team sehen es neben Ihren Antworten.',
  pictureMissing:
    'Mit einem Bild sehen Ihre Besucher, wer ihnen antwortet. Bis dahin sehen sie Ihre Initialen.',
  choosePicture: 'Bild auswählen…',
  chooseOtherPicture: 'Anderes auswählen…',
  removePicture: 'Bild entfernen',
  pictureFile: 'Bilddatei',
  pictureUnreadable:
    'Dieser Browser kann die Datei nicht als Bild öffnen. Wählen Sie ein JPEG, PNG oder WebP mit weniger als 30 MB.',
  pictureNotEncoded: 'Dieser Browser konnte das Bild nicht klein genug machen. Wählen Sie ein anderes.',
  pictureSaved: 'Ihr Bild wurde geändert.',
  pictureRemoved: 'Ihr Bild wurde entfernt. Stattdessen sind wieder Ihre Initialen zu sehen.',

  cropTitle: 'Bild zuschneiden',
  cropHint:
    'Ziehen Sie das Bild, oder verschieben Sie es mit den Pfeiltasten. Andere sehen, was im Kreis ist.',
  cropArea: 'Bildausschnitt',
  zoom: 'Zoom',
  savePicture: 'Bild speichern',

  renewCodes: 'Neue Wiederherstellungscodes erstellen…',
  renewCodesPassword: 'Ihr Passwort, um neue Wiederherstellungscodes zu erstellen',
  renewCodesConfirm: 'Neue Codes erstellen',
  renewCodesAbout: 'Ihre bisherigen Wiederherstellungscodes gelten dann nicht mehr.',
  codesRenewed: 'Sie haben neue Wiederherstellungscodes. Die alten gelten nicht mehr.',
}
