import type { Source } from '../catalogue'
import { shared } from '../shared-en'

/** The wording for editing and deleting one's own messages. Separate, because it is loaded only once a message can be changed. */
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
  changeTooLate: 'Messages can be changed for five minutes only. Copy your text if you need it.',
  changeDeleted: 'This was deleted in another window. Copy your text if you need it, then cancel.',
  editConflict: 'You changed this in another window. Save again to replace that text.',
  deleteConflict: 'You changed this in another window. Delete it anyway?',
  changedTooOften: 'This was changed too often. Write another message instead.',
  changeTooFast: 'That was a lot at once. Wait a moment, then try again.',
  deleteMessageQuestion: 'Delete this message?',
  deleteMessageAbout:
    'It is removed for you, your team and the visitor. “Message deleted” is shown in its place.',
  deleteNoteQuestion: 'Delete this note?',
  deleteNoteAbout: 'It is removed for you and your team. “Note deleted” is shown in its place.',
} as const satisfies Source
