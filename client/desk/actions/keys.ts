import { isApple } from '@/client/browser/is-apple'
import { StoredFlag } from '@/client/browser/stored-flag'
import { actionWords } from '@/client/words/actions/words'
import { type ActionId, actions } from './registry'

const { t } = actionWords

/** Keys that the composer handles itself. Shown only in the list of shortcuts. */
export const composerKeys = [
  { keys: ['Enter'], name: () => t('send') },
  { keys: ['Shift+Enter'], name: () => t('newLine') },
  { keys: ['Mod+Enter'], name: () => t('sendAndClose') },
  { keys: ['ArrowUp'], name: () => t('editLast') },
] as const

/** The parts of a key press that determine its shortcut. */
export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing' | 'repeat'
>

/**
 * The action for a key press, or `null`. Ignores keys with modifiers, which belong to the browser and assistive technology,
 * except ⌘ or Ctrl for actions that require it.
 */
export function matchAction(press: KeyPress, { isInField }: { isInField: boolean }): ActionId | null {
  if (press.altKey || press.isComposing) return null
  const isWithMod = isApple() ? press.metaKey : press.ctrlKey
  if (isApple() ? press.ctrlKey : press.metaKey) return null
  const key = isWithMod ? `Mod+${keyOf(press)}` : keyOf(press)
  const found = actions.find(({ keys }) => keys?.includes(key))
  if (found === undefined || (isInField && !found.worksInFields)) return null
  return press.repeat && !found.repeats ? null : found.id
}

/** Whether the action's shortcut is a single key, which can be switched off. Escape always works. */
export function isSingleKey(id: ActionId): boolean {
  const { keys = [] } = actions.find((action) => action.id === id) ?? {}
  return keys.some((key) => key.length === 1 || key === 'Enter')
}

/** Set if single-key shortcuts are switched off, for people who use speech input or hit keys by accident. */
export const shortcutsOff = new StoredFlag('shortcuts-off')

/** The key's letter in the current layout; if that has no Latin letters, the one at the key's position. */
function keyOf({ key, code, shiftKey }: KeyPress): string {
  if (key.length > 1 || key === '?') return key
  const letter = /^[a-z]$/i.test(key) ? key : isForeignLetter(key) ? code.replace(/^Key/, '') : key
  return /^[a-z]$/i.test(letter) && !shiftKey ? letter.toLowerCase() : shiftKey ? '' : letter
}

function isForeignLetter(key: string): boolean {
  return /^\p{L}$/u.test(key) && !/^\p{Script=Latin}$/u.test(key)
}
