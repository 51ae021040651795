'use client'

import type { RefObject } from 'react'
import { CONNECTION_NOTICE_AFTER_MS } from '@/client/constants'
import { useAvailability } from '@/hooks/use-availability'
import { useDelayed } from '@/hooks/use-delayed'
import { Avatar } from './avatar'
import styles from './chat-header.module.css'
import { ChevronDownIcon } from './icons'

type ChatHeaderProps = {
  /** Gets the focus where opening the keyboard would be rude. */
  headingRef: RefObject<HTMLHeadingElement | null>
  teamName: string
  /** The agent who answered last; `null` while none has. */
  answerer: { id: string; name: string } | null
  /** The key of the newest answer. */
  lastAnswer: string | null
  /** While it is not, nobody knows who is there. */
  isConnected: boolean
  onClose: () => void
}

/** Who answers, and whether somebody is there. Promises no time, because nobody can keep it. */
export function ChatHeader(props: ChatHeaderProps) {
  const { headingRef, teamName, answerer, lastAnswer, isConnected, onClose } = props
  const isAgentThere = useAvailability(lastAnswer)
  const isOnline = useDelayed(!isConnected, CONNECTION_NOTICE_AFTER_MS) ? null : isAgentThere
  const { id, name } = answerer ?? { id: teamName, name: teamName }

  return (
    <div className={styles.header}>
      <Avatar id={id} name={name} isOnline={isOnline === true} />
      <div className={styles.words}>
        <h2 ref={headingRef} id={CHAT_HEADING_ID} className={styles.name} tabIndex={-1}>
          <bdi>{name}</bdi>
        </h2>
        <p className={styles.status}>{statusText(isOnline)}</p>
      </div>
      <button type="button" className={styles.close} aria-label="Close chat" onClick={onClose}>
        <ChevronDownIcon />
      </button>
    </div>
  )
}

/** What the panel is called by. */
export const CHAT_HEADING_ID = 'porchlight-chat-heading'

function statusText(isOnline: boolean | null): string {
  if (isOnline === null) return '\u00a0'
  return isOnline ? 'Online' : 'Away · we answer when someone is back'
}
