'use client'

import { useSyncExternalStore } from 'react'
import { browserStorage } from '@/client/browser/browser-storage'
import { partWords } from '@/client/words/parts/words'
import { Choices } from './choices'

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
    <Choices
      name="theme"
      label={t('colours')}
      isCompact
      value={theme}
      options={themes.map(({ value, label }) => ({ value, label: t(label) }))}
      onChange={chooseTheme}
    />
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
