'use client'

import { chime, chimeOff } from '@/client/alerts/chime'
import { alertWords } from '@/client/words/alerts/words'
import { ChimeSwitch } from '@/components/agent/chime-switch'
import controls from '@/components/agent/controls.module.css'
import { classNames } from '@/components/class-names'
import { useStoredFlag } from '@/hooks/use-stored-flag'
import column from '../column.module.css'
import { DesktopNotifications } from './desktop-notifications'
import styles from './notifications.module.css'
import { QuietTimes } from './quiet-times'

const { t } = alertWords

/** How this browser tells an agent that a visitor wrote: on the desktop, with a sound, or not at all for a while. */
export function Notifications() {
  const isSoundOff = useStoredFlag(chimeOff)
  return (
    <div className={classNames(column.column, styles.column)}>
      <h1>{t('notifications')}</h1>
      <p className={styles.about}>{t('notificationsAbout')}</p>
      <DesktopNotifications />
      <section aria-labelledby="sound">
        <h2 id="sound">{t('sound')}</h2>
        <p>{t('soundAbout')}</p>
        <ChimeSwitch />
        <p className={controls.choices}>
          <button
            type="button"
            className={controls.secondary}
            disabled={isSoundOff === true}
            onClick={() => void chime()}
          >
            {t('playSound')}
          </button>
        </p>
      </section>
      <QuietTimes />
    </div>
  )
}
