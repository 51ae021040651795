'use client'

import { doNotDisturb, quietFor } from '@/client/alerts/do-not-disturb'
import { alertWords } from '@/client/words/alerts/words'
import controls from '@/components/controls/controls.module.css'
import { quietChoices, quietUntilText } from '@/components/desk/quiet-times'
import { useNow } from '@/hooks/browser/use-now'
import { useQuiet } from '@/hooks/conversation/use-quiet'
import styles from './notifications.module.css'

const { t } = alertWords

/** Turns do-not-disturb on for a while, and off again. */
export function QuietTimes() {
  const quiet = useQuiet()
  const now = useNow()

  return (
    <section aria-labelledby="quiet">
      <h2 id="quiet">{t('quiet')}</h2>
      <p>{t('quietAbout')}</p>
      <p role="status" className={styles.state}>
        {quiet !== null && now !== null && quietUntilText(quiet.until, now)}
      </p>
      <div className={controls.choices}>
        {quiet !== null && (
          <button type="button" className={controls.button} onClick={() => doNotDisturb.set(null)}>
            {t('endQuiet')}
          </button>
        )}
        {now !== null &&
          quiet === null &&
          quietChoices(now).map(({ choice, label }) => (
            <button
              key={choice}
              type="button"
              className={controls.secondary}
              onClick={() => doNotDisturb.set(quietFor(choice, Date.now()))}
            >
              {label}
            </button>
          ))}
      </div>
    </section>
  )
}
