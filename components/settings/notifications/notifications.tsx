'use client'

import { chime, chimeOff } from '@/client/alerts/chime'
import { alertWords } from '@/client/words/alerts/words'
import controls from '@/components/controls/controls.module.css'
import { ChimeSwitch } from '@/components/desk/chime-switch'
import { classNames } from '@/components/ui/class-names'
import { useStoredFlag } from '@/hooks/browser/use-stored-flag'
import column from '../column.module.css'
import { DesktopNotifications } from './desktop-notifications'
import styles from './notifications.module.css'
import { QuietTimes } from './quiet-times'

const { t } = alertWords

/** How this browser notifies the agent: desktop notifications, sound, and do-not-disturb. */
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
