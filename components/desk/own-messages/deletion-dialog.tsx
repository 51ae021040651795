'use client'

import { useMemo } from 'react'
import { ownWords } from '@/client/words/own-words/words'
import { ConfirmDialog, type Question } from '@/components/controls/confirm-dialog'
import type { Message } from '@/contract/log/message'
import { useMessageChanges } from './use-message-changes'

const { t } = ownWords

type DeletionDialogProps = {
  message: Message
  isOpen: boolean
  onClose: () => void
  returnFocus: () => HTMLElement | null
}

/** Asks for confirmation before deleting a message, which cannot be undone. */
export function DeletionDialog({ message, isOpen, onClose, returnFocus }: DeletionDialogProps) {
  const { remove } = useMessageChanges()
  const isNote = message.kind === 'note'
  const question = useMemo<Question | null>(
    () =>
      isOpen
        ? {
            title: t(isNote ? 'deleteNoteQuestion' : 'deleteMessageQuestion'),
            about: t(isNote ? 'deleteNoteAbout' : 'deleteMessageAbout'),
            confirmLabel: t('delete'),
            async confirm() {
              const found = await remove(message)
              return found?.isConflict ? t('deleteConflict') : (found?.reason ?? null)
            },
          }
        : null,
    [isOpen, isNote, message, remove],
  )
  return <ConfirmDialog question={question} onClose={onClose} returnFocus={returnFocus} />
}
