'use client'

import { useSyncExternalStore } from 'react'
import { chimeSwitch, switchChime } from '@/client/desk/chime'
import styles from './shortcut-sheet.module.css'

/** Whether this browser makes a sound when a visitor writes. */
export function ChimeSwitch() {
  const isOn = useSyncExternalStore(chimeSwitch.subscribe, chimeSwitch.getSnapshot, () => true)
  return (
    <label className={styles.switch}>
      <input type="checkbox" checked={isOn} onChange={(event) => switchChime(event.target.checked)} />
      <span>Play a sound when a visitor writes</span>
    </label>
  )
}
