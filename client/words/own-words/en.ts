import type { Source } from '../catalogue'
import { shared } from '../shared-en'

/** What is said where agents edit and delete what they wrote. Apart, because it is loaded once something can be changed. */
export const en = {
  cancel: shared.cancel,
  saving: shared.saving,
  edit: 'Edit',
  delete: 'Delete',
  save: 'Save',
  changeMessage: 'Edit or delete your message',
  changeNote: 'Edit or delete your note',
  editMessage: 'Edit message',
  editNote: 'Edit note',
  editKeys: 'Enter to save · Esc to cancel',
  changeSaved: 'Saved',
  messageIsDeleted: 'Message deleted',
  noteIsDeleted: 'Note deleted',
  changeEmpty: 'Write something, or cancel and delete it.',
  changeTooLate:
    'Messages can be changed for five minutes, and these are over. Copy your text if you need it.',
  changeDeleted: 'This was deleted in another window. Copy your text if you need it, then cancel.',
  editConflict: 'You changed this in another window. Save again to replace that text.',
  deleteConflict: 'You changed this in another window. Delete it all the same?',
  changedTooOften: 'This was changed too often. Write another message instead.',
  changeTooFast: 'That was a lot at once. Wait a moment, then try again.',
  deleteMessageQuestion: 'Delete this message?',
  deleteMessageAbout: 'It goes for you, your team and the visitor. “Message deleted” stays in its place.',
  deleteNoteQuestion: 'Delete this note?',
  deleteNoteAbout: 'It goes for you and your team. “Note deleted” stays in its place.',
} as const satisfies Source
