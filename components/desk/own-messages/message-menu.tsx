'use client'

import { useLayoutEffect, useRef } from 'react'
import { ownWords } from '@/client/words/own-words/words'
import { ActionsMenu } from '@/components/controls/actions-menu'
import type { Message } from '@/contract/log/message'
import styles from './message-menu.module.css'

const { t } = ownWords

type MessageMenuProps = {
  message: Message
  /** `null` if the message can no longer be edited, or deleted. */
  onEdit: (() => void) | null
  onDelete: (() => void) | null
}

/** The menu to edit or delete one's own message. Unmounts when the message can no longer be changed, returning the focus. */
export function MessageMenu({ message, onEdit, onDelete }: MessageMenuProps) {
  const frame = useRef<HTMLDivElement>(null)
  const isNote = message.kind === 'note'

  useLayoutEffect(() => {
    const menu = frame.current
    return () => {
      if (menu?.contains(document.activeElement)) menu.closest<HTMLElement>('[role="log"]')?.focus()
    }
  }, [])

  return (
    <div ref={frame} className={styles.menu}>
      <ActionsMenu
        label={t(isNote ? 'changeNote' : 'changeMessage')}
        actions={[
          ...(onEdit ? [{ label: t('edit'), run: onEdit }] : []),
          ...(onDelete ? [{ label: t('delete'), run: onDelete }] : []),
        ]}
      />
    </div>
  )
}
