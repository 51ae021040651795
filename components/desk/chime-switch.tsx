'use client'

import { chimeOff } from '@/client/alerts/chime'
import { alertWords } from '@/client/words/alerts/words'
import { useStoredFlag } from '@/hooks/browser/use-stored-flag'
import styles from './shortcut-sheet.module.css'

/** Switches the sound for visitors' messages, in this browser. */
export function ChimeSwitch() {
  const isOn = !useStoredFlag(chimeOff)
  return (
    <label className={styles.switch}>
      <input type="checkbox" checked={isOn} onChange={(event) => chimeOff.set(!event.target.checked)} />
      <span>{alertWords.t('soundSwitch')}</span>
    </label>
  )
}
