'use client'

import { useRef } from 'react'
import { useWords } from '@/hooks/browser/use-words'
import { BrandMark } from '../ui/brand-mark'
import { CloseIcon } from '../ui/icons'
import { CHAT_HEADING_ID, ChatDialog, type ChatEntrance } from './chat-dialog'
import headerStyles from './chat-header.module.css'
import styles from './chat-waiting.module.css'

type ChatWaitingProps = {
  id?: string | undefined
  teamName: string
  entrance: ChatEntrance
  hasFailed: boolean
  onRetry: () => void
  onClose: () => void
}

/** A placeholder with the chat's layout while its script loads. Shows an error if loading fails. */
export function ChatWaiting({ id, teamName, entrance, hasFailed, onRetry, onClose }: ChatWaitingProps) {
  const headingRef = useRef<HTMLHeadingElement>(null)
  const { t } = useWords()

  function retry() {
    // The focused button is about to unmount.
    headingRef.current?.focus()
    onRetry()
  }

  return (
    <ChatDialog id={id} headingRef={headingRef} entrance={entrance} onClose={onClose}>
      <div className={headerStyles.header}>
        <BrandMark size={32} />
        <div className={headerStyles.words}>
          <h2 ref={headingRef} id={CHAT_HEADING_ID} className={headerStyles.name} tabIndex={-1}>
            <bdi>{teamName}</bdi>
          </h2>
        </div>
        <button type="button" className={headerStyles.close} aria-label={t('closeChat')} onClick={onClose}>
          <CloseIcon />
        </button>
      </div>
      <div className={styles.body} role="status">
        {hasFailed ? (
          <>
            <p>{t('chatNotLoaded')}</p>
            <p>
              <button type="button" className={styles.retry} onClick={retry}>
                {t('tryAgain')}
              </button>
            </p>
          </>
        ) : (
          <span className="visually-hidden">{t('chatLoading')}</span>
        )}
      </div>
      <div className={styles.field} aria-hidden="true" />
    </ChatDialog>
  )
}
