'use client'

import { useState } from 'react'
import { browserStorage } from '@/client/browser/browser-storage'
import { CloseIcon } from './icons'
import styles from './message-preview.module.css'
import type { ChatNews } from './user-chat-box'

const DISMISSED = 'porchlight:dismissed-preview'

type MessagePreviewProps = {
  conversationId: string
  message: NonNullable<ChatNews['latest']>
  onOpen: () => void
}

/** An answer that came while the chat was closed. Dismissed, it stays away until the next message. */
export function MessagePreview({ conversationId, message, onOpen }: MessagePreviewProps) {
  const id = `${conversationId} ${message.sequence}`
  const [isDismissed, setIsDismissed] = useState(() => browserStorage().get(DISMISSED) === id)
  if (isDismissed) return null

  function dismiss() {
    browserStorage().set(DISMISSED, id)
    setIsDismissed(true)
  }

  return (
    <div className={styles.card}>
      <button type="button" className={styles.open} onClick={onOpen}>
        <span className="visually-hidden">New message from </span>
        <bdi className={styles.author}>{message.author}</bdi>
        <span className="visually-hidden">: </span>
        <span className={styles.content}>{message.content}</span>
      </button>
      <button type="button" className={styles.dismiss} aria-label="Dismiss message" onClick={dismiss}>
        <CloseIcon size={16} />
      </button>
    </div>
  )
}
