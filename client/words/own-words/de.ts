import type { Translation } from '../catalogue'
import { shared } from '../shared-de'
import type { en } from './en'

/** The wording for editing and deleting one's own messages, in German. */
export const de: Translation<typeof en, 'de'> = {
  cancel: shared.cancel,
  saving: shared.saving,
  edit: 'Bearbeiten',
  delete: 'Löschen',
  save: 'Speichern',
  changeMessage: 'Ihre Nachricht bearbeiten oder löschen',
  changeNote: 'Ihre Notiz bearbeiten oder löschen',
  editMessage: 'Nachricht bearbeiten',
  editNote: 'Notiz bearbeiten',
  editKeys: 'Enter speichert · Esc bricht ab',
  changeSaved: 'Gespeichert',
  messageIsDeleted: 'Nachricht gelöscht',
  noteIsDeleted: 'Notiz gelöscht',
  changeEmpty: 'Schreiben Sie etwas, oder brechen Sie ab und löschen Sie den Eintrag.',
  changeTooLate:
    'Nachrichten lassen sich nur fünf Minuten lang ändern. Kopieren Sie Ihren Text, wenn Sie ihn noch brauchen.',
  changeDeleted:
    'Das wurde in einem anderen Fenster gelöscht. Kopieren Sie Ihren Text, wenn Sie ihn brauchen, und brechen Sie dann ab.',
  editConflict:
    'Sie haben das in einem anderen Fenster geändert. Speichern Sie noch einmal, um die Fassung von dort zu ersetzen.',
  deleteConflict: 'Sie haben das in einem anderen Fenster geändert. Trotzdem löschen?',
  changedTooOften: 'Das wurde zu oft geändert. Schreiben Sie stattdessen eine neue Nachricht.',
  changeTooFast: 'Das war viel auf einmal. Warten Sie einen Moment und versuchen Sie es noch einmal.',
  deleteMessageQuestion: 'Diese Nachricht löschen?',
  deleteMessageAbout:
    'Sie verschwindet für Sie, Ihr Team und den Besucher. An ihrer Stelle bleibt „Nachricht gelöscht“.',
  deleteNoteQuestion: 'Diese Notiz löschen?',
  deleteNoteAbout: 'Sie verschwindet für Sie und Ihr Team. An ihrer Stelle bleibt „Notiz gelöscht“.',
}
