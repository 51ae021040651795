'use client'

import { alertWords } from '@/client/words/alerts/words'
import { classNames } from '@/components/ui/class-names'
import { useAction } from '@/hooks/desk/use-action'
import { useSaysAway } from '@/hooks/desk/use-own-availability'
import styles from './availability-switch.module.css'

const { t } = alertWords

/** Switches whether visitors see the agent as available. Does not affect the inbox. */
export function AvailabilitySwitch({ agentId }: { agentId: string }) {
  const isAway = useSaysAway(agentId)
  const { props } = useAction('toggle-availability')
  return (
    <button
      type="button"
      className={styles.switch}
      role="switch"
      aria-checked={!isAway}
      aria-label={t('availableToVisitors')}
      aria-description={t(isAway ? 'awayAbout' : 'availableAbout')}
      data-tip="beside"
      {...props}
    >
      <span className={classNames(styles.dot, isAway && styles.away)} aria-hidden="true" />
      <span className={styles.word}>{t(isAway ? 'away' : 'available')}</span>
    </button>
  )
}
