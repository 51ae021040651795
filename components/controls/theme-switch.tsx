'use client'

import { useSyncExternalStore } from 'react'
import { browserStorage } from '@/client/browser/browser-storage'
import { partWords } from '@/client/words/parts/words'
import styles from './theme-switch.module.css'

const { t } = partWords

/** Together `porchlight-theme`, which the inline script reads before first paint. */
const NAMESPACE = 'porchlight-'
const THEME_KEY = 'theme'

const themes = [
  { value: 'system', label: 'asSystem' },
  { value: 'light', label: 'light' },
  { value: 'dark', label: 'dark' },
] as const

type Theme = (typeof themes)[number]['value']

/** Sets this browser's theme. */
export function ThemeSwitch() {
  const theme = useSyncExternalStore(subscribe, currentTheme, () => 'system' as const)

  return (
    <fieldset className={styles.themes}>
      <legend>{t('colours')}</legend>
      <div>
        {themes.map(({ value, label }) => (
          <label key={value}>
            <input
              type="radio"
              name="theme"
              value={value}
              checked={theme === value}
              onChange={() => chooseTheme(value)}
            />
            <span>{t(label)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function chooseTheme(theme: Theme): void {
  const root = document.documentElement
  if (theme === 'system') {
    void browserStorage(NAMESPACE).remove(THEME_KEY)
    delete root.dataset.theme
  } else {
    void browserStorage(NAMESPACE).set(THEME_KEY, theme)
    root.dataset.theme = theme
  }
}

function currentTheme(): Theme {
  const { theme } = document.documentElement.dataset
  return theme === 'light' || theme === 'dark' ? theme : 'system'
}

function subscribe(listener: () => void): () => void {
  const observer = new MutationObserver(listener)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  return () => observer.disconnect()
}
