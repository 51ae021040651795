import type { Translation } from '../catalogue'
import { shared } from '../shared-de'
import type { en } from './en'

/** Errors on every page outside the inbox, and what to do about them, in German. */
export const de: Translation<typeof en, 'de'> = {
  ...shared,

  tooManyAttempts: 'Zu viele Versuche. Warten Sie eine Minute und versuchen Sie es dann noch einmal.',
  tooManyAttemptsFor: {
    one: 'Zu viele Versuche. Warten Sie {count} Sekunde und versuchen Sie es dann noch einmal.',
    other: 'Zu viele Versuche. Warten Sie {count} Sekunden und versuchen Sie es dann noch einmal.',
  },
  noAnswer: 'Porchlight antwortet nicht. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.',
  cookieRefused:
    'Die Anmeldung hat geklappt, aber dieser Browser lehnt das Cookie ab, mit dem Sie angemeldet bleiben. Erlauben Sie Cookies für diese Website, und öffnen Sie Porchlight unter seiner https-Adresse, falls es eine hat.',
  unknownAddress: 'Porchlight kennt diese Adresse nicht. Öffnen Sie es unter der Adresse aus PUBLIC_URL.',
  unavailable:
    'Porchlight ist überlastet, oder seine Datenbank ist nicht erreichbar. Versuchen Sie es gleich noch einmal.',
  outdated: 'Porchlight wurde aktualisiert. Laden Sie die Seite neu.',
  signedOut: 'Sie sind abgemeldet. Melden Sie sich wieder an und versuchen Sie es dann noch einmal.',
  noLongerAdmin: 'Das dürfen nur Admins, und Sie sind keiner mehr.',
  gone: 'Das gibt es nicht mehr. Laden Sie die Seite neu.',
  deactivated: 'Dieses Konto ist deaktiviert. Fragen Sie einen Admin Ihres Teams.',
  providerUnavailable:
    'Der Anmeldedienst Ihrer Firma antwortet nicht richtig. Versuchen Sie es gleich noch einmal, oder melden Sie sich mit Ihrem Passwort an.',
  providerStale:
    'Diese Anmeldung hat zu lange gedauert, wurde schon benutzt oder begann in einem anderen Browser. Beginnen Sie noch einmal, und erlauben Sie Cookies für diese Website, wenn das nicht hilft.',
  providerRefused:
    'Der Anmeldedienst Ihrer Firma hat Sie abgewiesen. Beginnen Sie noch einmal, oder melden Sie sich mit Ihrem Passwort an.',
  providerUnverified:
    'Der Anmeldedienst Ihrer Firma bestätigt Ihre E-Mail-Adresse nicht. Bitten Sie einen Admin Ihres Teams um eine Einladung, und verbinden Sie dieses Konto danach in Ihren Einstellungen.',
  providerNotConnected:
    'Jemand im Team hat diese E-Mail-Adresse. Wenn Sie das sind, melden Sie sich mit Ihrem Passwort an, und verbinden Sie dann das Konto Ihrer Firma in den Einstellungen unter „Ihr Konto“.',
  providerStranger: 'Sie gehören nicht zu diesem Team. Bitten Sie einen Admin um eine Einladung.',
  providerTaken:
    'Dieses Konto gehört jemand anderem im Team, oder Ihres ist schon mit einem anderen verbunden.',
  lastAdmin: 'Das ist der letzte Admin. Machen Sie zuerst jemand anderen zum Admin.',
  twoFactorOn: 'Die Zwei-Faktor-Anmeldung ist schon eingeschaltet. Laden Sie die Seite neu.',
  emailTaken: 'Mit dieser Adresse meldet sich schon jemand im Team an.',
  manyInvitations: 'Es sind schon hundert Einladungen offen. Ziehen Sie zuerst einige davon zurück.',
  anotherByNow: 'Inzwischen ist ein anderes Konto angemeldet. Laden Sie die Seite neu.',
}
