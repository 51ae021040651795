'use client'

import { useEffect, useState } from 'react'
import { BACK_ONLINE_MS, CONNECTION_NOTICE_AFTER_MS } from '@/client/constants'
import { useDelayed } from '@/hooks/browser/use-delayed'
import { useWords } from '@/hooks/browser/use-words'
import { classNames } from './class-names'
import styles from './connection-notice.module.css'
import { ClockIcon } from './icons'

/** Shows that the connection is lost, after a delay, and for a moment that it is back. */
export function ConnectionNotice({ isConnected }: { isConnected: boolean }) {
  const isAway = useDelayed(!isConnected, CONNECTION_NOTICE_AFTER_MS)
  const isBack = useJustEnded(isAway)
  const { t } = useWords()

  return (
    <div role="status">
      {isAway && (
        <p className={classNames(styles.notice, styles.away)}>
          <ClockIcon size={16} /> <span>{t('reconnecting')}</span>
        </p>
      )}
      {isBack && <p className={classNames(styles.notice, styles.back)}>{t('backOnline')}</p>}
    </div>
  )
}

/** True for a moment after `value` turns false. */
function useJustEnded(value: boolean): boolean {
  const [wasTrue, setWasTrue] = useState(false)
  if (value && !wasTrue) setWasTrue(true)
  const isJustEnded = wasTrue && !value

  useEffect(() => {
    if (!isJustEnded) return
    const timer = setTimeout(() => setWasTrue(false), BACK_ONLINE_MS)
    return () => clearTimeout(timer)
  }, [isJustEnded])

  return isJustEnded
}
