'use client'

import { useState } from 'react'
import { formatExactTime, formatTime } from '@/client/text/format-time'
import { useWords } from '@/hooks/browser/use-words'
import styles from './message-time.module.css'

type MessageTimeProps = {
  createdAt: string
  /** False until the reader's time zone is known. Until then there is no text. */
  isLocal: boolean
  /** Whether it is the log's tab stop. */
  isTabStop: boolean
}

/** A message's time. Shows the exact time on hover, focus or tap. */
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
