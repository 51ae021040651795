import { useCallback, useEffect } from 'react'
import { isLayerOpen } from '@/client/browser/open-layer'
import { isSingleKey, matchAction, shortcutsOff } from '@/client/desk/actions/keys'
import type { ActionId } from '@/client/desk/actions/registry'
import { useLatest } from '../browser/use-latest'
import { useStoredFlag } from '../browser/use-stored-flag'

const FIELDS =
  'input, textarea, select, [contenteditable]:not([contenteditable="false"]), [role="textbox"], [role="searchbox"]'

/**
 * Handles keyboard shortcuts. Returns whether single-key shortcuts are on, and a function to switch them.
 *
 * Dialogs and menus get the keys while they are open. Escape and ⌘K work even if single keys are off.
 *
 * @param run runs an action; returns false if there was nothing to do, so that the key keeps its default behaviour
 */
export function useShortcuts(
  run: (id: ActionId) => boolean,
): [areOn: boolean, setOn: (areOn: boolean) => void] {
  const latest = useLatest(run)
  const areOn = !useStoredFlag(shortcutsOff)

  useEffect(() => {
    function press(event: KeyboardEvent) {
      if (event.defaultPrevented || isLayerOpen()) return
      // Browsers that autofill a form dispatch key events without a key.
      if (typeof event.key !== 'string' || isTyping(event) || isForeign(event)) return
      const target = event.target instanceof HTMLElement ? event.target : null
      const id = matchAction(event, { isInField: isInField(event) })
      if (id === null || (isSingleKey(id) && shortcutsOff.getSnapshot())) return
      // The focused element handles Enter itself.
      if (event.key === 'Enter' && target !== document.body) return
      if (latest.current(id)) event.preventDefault()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [latest])

  const setOn = useCallback((isOn: boolean) => shortcutsOff.set(!isOn), [])
  return [areOn, setOn]
}

/** True while an input method is composing, which Safari reports only as key code 229, or if AltGr produces a letter. */
function isTyping(event: KeyboardEvent): boolean {
  if (event.isComposing || event.keyCode === 229) return true
  return event.getModifierState('AltGraph') && /^\p{L}$/u.test(event.key)
}

/**
 * True if the key was pressed inside an extension's overlay. Our own pages have no shadow trees. For a closed tree, the target
 * is its host, which has the focus although it is not focusable itself.
 */
function isForeign(event: KeyboardEvent): boolean {
  const path = event.composedPath()
  if (path.some((node) => node instanceof ShadowRoot)) return true
  const [origin] = path
  if (!(origin instanceof HTMLElement) || origin === document.body || origin === document.documentElement) {
    return false
  }
  return (
    origin.localName.includes('-') ||
    (origin.tabIndex < 0 && !origin.hasAttribute('tabindex') && !isField(origin))
  )
}

function isInField(event: KeyboardEvent): boolean {
  return document.designMode === 'on' || event.composedPath().some(isField)
}

function isField(node: EventTarget): boolean {
  return node instanceof Element && node.matches(FIELDS)
}
