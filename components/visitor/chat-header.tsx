'use client'

import type { RefObject } from 'react'
import { useWords } from '@/hooks/browser/use-words'
import { Avatar } from '../ui/avatar'
import { BrandMark } from '../ui/brand-mark'
import { CloseIcon } from '../ui/icons'
import { CHAT_HEADING_ID } from './chat-dialog'
import styles from './chat-header.module.css'

type ChatHeaderProps = {
  /** Focused instead of the field on touch screens. */
  headingRef: RefObject<HTMLHeadingElement | null>
  teamName: string
  /** The agent who replied last, if any. */
  answerer: { id: string; name: string; picture: string | null } | null
  /** Whether an agent is available; `null` if unknown. */
  isOnline: boolean | null
  onClose: () => void
}

/** Shows who answers and whether they are available. Promises no response time. */
export function ChatHeader(props: ChatHeaderProps) {
  const { headingRef, teamName, answerer, isOnline, onClose } = props
  const name = answerer?.name ?? teamName
  const { t } = useWords()

  return (
    <div className={styles.header}>
      {answerer === null ? <BrandMark size={32} /> : <Avatar {...answerer} isOnline={isOnline === true} />}
      <div className={styles.words}>
        <h2 ref={headingRef} id={CHAT_HEADING_ID} className={styles.name} tabIndex={-1}>
          <bdi>{name}</bdi>
        </h2>
        <p className={styles.status}>{isOnline === null ? '\u00a0' : t(isOnline ? 'online' : 'away')}</p>
      </div>
      <button type="button" className={styles.close} aria-label={t('closeChat')} onClick={onClose}>
        <CloseIcon />
      </button>
    </div>
  )
}
