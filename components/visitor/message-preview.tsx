'use client'

import { useEffect, useState } from 'react'
import type { BrowserStorage } from '@/client/browser/browser-storage'
import { useWords } from '@/hooks/browser/use-words'
import { CloseIcon } from '../ui/icons'
import styles from './message-preview.module.css'
import type { ChatNews } from './user-chat-box'

const DISMISSED = 'dismissed-preview'

type MessagePreviewProps = {
  conversationId: string
  message: NonNullable<ChatNews['latest']>
  /** The browser storage of the visitor's site. */
  storage: BrowserStorage
  onOpen: () => void
}

/**
 * A preview of a reply that arrived while the chat was closed. Once dismissed, it stays hidden until the next message. Renders
 * nothing until storage says whether it was dismissed.
 */
export function MessagePreview({ conversationId, message, storage, onOpen }: MessagePreviewProps) {
  const id = `${conversationId} ${message.sequence}`
  const { t, around } = useWords()
  const [before, after] = around('newMessageFrom')
  const [isDismissed, setIsDismissed] = useState<boolean | null>(null)
  useEffect(() => {
    let isCurrent = true
    void storage.get(DISMISSED).then((dismissed) => {
      if (isCurrent) setIsDismissed((known) => known ?? dismissed === id)
    })
    return () => {
      isCurrent = false
    }
  }, [storage, id])
  if (isDismissed !== false) return null

  function dismiss() {
    void storage.set(DISMISSED, id)
    setIsDismissed(true)
  }

  return (
    <div className={styles.card}>
      <button type="button" className={styles.open} onClick={onOpen}>
        <span className="visually-hidden">{before}</span>
        <bdi className={styles.author}>{message.author}</bdi>
        <span className="visually-hidden">{`${after}: `}</span>
        <span className={styles.content}>{message.content}</span>
      </button>
      <button type="button" className={styles.dismiss} aria-label={t('dismissMessage')} onClick={dismiss}>
        <CloseIcon size={16} />
      </button>
    </div>
  )
}
