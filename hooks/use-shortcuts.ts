import { useCallback, useEffect, useSyncExternalStore } from 'react'
import { areShortcutsOn, matchShortcut, type ShortcutId, switchShortcuts } from '@/client/shortcuts'
import { useLatest } from './use-latest'

/** What each shortcut does. False when there was nothing to do: then the key keeps its own meaning. */
export type ShortcutHandlers = Record<ShortcutId, () => boolean>

const FIELDS = 'input, textarea, select, [contenteditable]:not([contenteditable="false"])'

/**
 * Listens to the page's keys. Answers whether single keys are on, and the switch.
 *
 * Nothing happens while a dialog is open: keys belong to it. Escape stays when the single keys are off.
 */
export function useShortcuts(handlers: ShortcutHandlers): [areOn: boolean, setOn: (areOn: boolean) => void] {
  const latest = useLatest(handlers)
  const areOn = useSyncExternalStore(subscribe, areShortcutsOn, () => true)

  useEffect(() => {
    function press(event: KeyboardEvent) {
      if (event.defaultPrevented || document.querySelector('dialog[open]')) return
      const target = event.target instanceof HTMLElement ? event.target : null
      const id = matchShortcut(event, { isInField: target?.closest(FIELDS) != null })
      if (id === null || (id !== 'back' && !areShortcutsOn())) return
      // What has the focus knows by itself what Enter means.
      if (event.key === 'Enter' && target !== document.body) return
      if (latest.current[id]()) event.preventDefault()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [latest])

  const setOn = useCallback((isOn: boolean) => {
    switchShortcuts(isOn)
    for (const tell of listeners) tell()
  }, [])
  return [areOn, setOn]
}

const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}
