import type { Translation } from '../catalogue'
import type { en } from './en'

/** The wording of the error page, in German. */
export const de: Translation<typeof en, 'de'> = {
  pageBroken: 'Diese Seite konnte nicht angezeigt werden',
  pageBrokenAbout:
    'Bei uns ist etwas schiefgegangen. Was Sie geschrieben haben, bleibt in diesem Browser erhalten.',
  tryAgain: 'Noch einmal versuchen',
}
