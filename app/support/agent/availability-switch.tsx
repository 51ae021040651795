'use client'

import { classNames } from '@/components/class-names'
import styles from './availability-switch.module.css'
import { useSaysAway } from './use-own-availability'

/** Whether visitors see that somebody is there. The inbox works all the same. */
export function AvailabilitySwitch({ agentId }: { agentId: string }) {
  const [isAway, say] = useSaysAway(agentId)
  return (
    <button
      type="button"
      role="switch"
      aria-checked={!isAway}
      aria-label="Available to visitors"
      title={
        isAway ? 'Away: visitors see that nobody is there' : 'Available: visitors see that you are there'
      }
      onClick={() => say(!isAway)}
    >
      <span className={classNames(styles.dot, isAway && styles.away)} aria-hidden="true" />
      <span className={styles.word}>{isAway ? 'Away' : 'Here'}</span>
    </button>
  )
}
