'use client'

import { useState } from 'react'
import { notificationsOn, notificationText } from '@/client/alerts/alert-choices'
import {
  askForNotifications,
  type NotificationPermit,
  showNotification,
} from '@/client/alerts/desktop-notifications'
import { alertWords } from '@/client/words/alerts/words'
import controls from '@/components/controls/controls.module.css'
import switches from '@/components/desk/shortcut-sheet.module.css'
import { useStoredFlag } from '@/hooks/browser/use-stored-flag'
import { useNotificationPermit } from '@/hooks/desk/use-notification-permit'
import styles from './notifications.module.css'

const { t } = alertWords

/** Settings for desktop notifications, with a test. Requests the browser's permission only when the button is pressed. */
export function DesktopNotifications() {
  const permit = useNotificationPermit()
  const isWanted = useStoredFlag(notificationsOn)
  const showsText = useStoredFlag(notificationText) === true
  const [isAsking, setIsAsking] = useState(false)
  const isOn = permit === 'granted' && isWanted === true
  const isPossible = permit === 'granted' || permit === 'ask'

  async function turnOn() {
    setIsAsking(true)
    const answer = await askForNotifications()
    setIsAsking(false)
    notificationsOn.set(answer === 'granted')
  }

  return (
    <section aria-labelledby="desktop">
      <h2 id="desktop">{t('desktop')}</h2>
      <p>{t('desktopAbout')}</p>
      <p role="status" className={styles.state} data-on={isOn}>
        {permit !== null && isWanted !== null && (isAsking ? t('asking') : stateText(permit, isOn))}
      </p>
      <div className={controls.choices}>
        {isPossible && !isOn && (
          <button type="button" className={controls.button} disabled={isAsking} onClick={turnOn}>
            {t('turnOn')}
          </button>
        )}
        {isOn && (
          <button type="button" className={controls.secondary} onClick={() => notificationsOn.set(false)}>
            {t('turnOff')}
          </button>
        )}
      </div>
      {isOn && (
        <>
          <label className={switches.switch}>
            <input
              type="checkbox"
              checked={showsText}
              aria-describedby="show-text"
              onChange={(event) => notificationText.set(event.target.checked)}
            />
            <span>{t('showText')}</span>
          </label>
          <p id="show-text" className={switches.note}>
            {t('showTextAbout')}
          </p>
          <TestNotification />
        </>
      )}
    </section>
  )
}

/** Shows a test notification, and explains what to check if it does not appear. */
function TestNotification() {
  const [result, setResult] = useState<'testSent' | 'testRefused' | 'testImpossible' | null>(null)

  function send() {
    const words = { title: t('testTitle'), body: t('testBody') }
    const shown = showNotification(words, {
      tag: 'porchlight:test',
      isSilent: false,
      onClick: () => {},
      onRefused: () => setResult('testRefused'),
    })
    setResult(shown === null ? 'testImpossible' : 'testSent')
  }

  return (
    <>
      <div className={styles.test}>
        <button type="button" className={controls.secondary} onClick={send}>
          {t('test')}
        </button>
      </div>
      <p role="status" className={switches.note}>
        {result !== null && t(result)}
      </p>
    </>
  )
}

function stateText(permit: NotificationPermit, isOn: boolean): string {
  if (permit === 'refused' || permit === 'insecure' || permit === 'missing') return t(permit)
  return isOn ? t('isOn') : t('isOff')
}
