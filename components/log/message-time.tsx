'use client'

import { useState } from 'react'
import { formatExactTime, formatTime } from '@/client/text/format-time'
import { useWords } from '@/hooks/browser/use-words'
import styles from './message-time.module.css'

type MessageTimeProps = {
  createdAt: string
  /** False before the reader's zone is known: then there is no text yet. */
  isLocal: boolean
  /** Whether the Tab key stops here; see the log's arrow keys. */
  isTabStop: boolean
}

/** A message's time; the exact one while it is pointed at, focused or tapped. */
export function MessageTime({ createdAt, isLocal, isTabStop }: MessageTimeProps) {
  const [isExact, setIsExact] = useState(false)
  const date = new Date(createdAt)
  const { locale } = useWords()
  return (
    <button
      type="button"
      className={styles.time}
      data-time
      tabIndex={isTabStop ? 0 : -1}
      onClick={() => setIsExact(!isExact)}
      onFocus={({ currentTarget }) => setIsExact(currentTarget.matches(':focus-visible'))}
      onBlur={() => setIsExact(false)}
      onKeyDown={({ key }) => key === 'Escape' && setIsExact(false)}
      title={isLocal ? formatExactTime(date, locale) : undefined}
    >
      <bdi>
        <time dateTime={createdAt}>
          {isLocal && (isExact ? formatExactTime(date, locale) : formatTime(date, locale))}
        </time>
      </bdi>
    </button>
  )
}
