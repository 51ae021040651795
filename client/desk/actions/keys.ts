import { StoredFlag } from '@/client/browser/stored-flag'
import { actionWords } from '@/client/words/actions/words'
import { type ActionId, actions } from './registry'

const { t } = actionWords

/** What the reply field understands by itself. Listed in the sheet only. */
export const composerKeys = [
  { keys: ['Enter'], name: () => t('send') },
  { keys: ['Shift+Enter'], name: () => t('newLine') },
  { keys: ['Mod+Enter'], name: () => t('sendAndClose') },
  { keys: ['ArrowUp'], name: () => t('editLast') },
] as const

/** What of a key press decides which shortcut it is. */
export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing' | 'repeat'
>

/**
 * Which action a key press is, or `null`. Keys with a modifier belong to the browser and its helpers, but for ⌘ or Ctrl where an
 * action asks for it.
 */
export function matchAction(press: KeyPress, { isInField }: { isInField: boolean }): ActionId | null {
  if (press.altKey || press.isComposing) return null
  const isWithMod = press.ctrlKey !== press.metaKey
  if (!isWithMod && press.ctrlKey) return null
  const key = isWithMod ? `Mod+${keyOf(press)}` : keyOf(press)
  const found = actions.find(({ keys }) => keys?.includes(key))
  if (found === undefined || (isInField && !found.worksInFields)) return null
  return press.repeat && !found.repeats ? null : found.id
}

/** Whether the keys of an action are single ones, which can be switched off. Escape stays. */
export function isSingleKey(id: ActionId): boolean {
  const { keys = [] } = actions.find((action) => action.id === id) ?? {}
  return keys.some((key) => key.length === 1 || key === 'Enter')
}

/**
 * Set while keys without a modifier are switched off, for those who speak to their computer or hit keys by accident.
 */
export const shortcutsOff = new StoredFlag('shortcuts-off')

/** The letter on the key, whatever the layout; where the layout has no Latin letters, the one at its place. */
function keyOf({ key, code, shiftKey }: KeyPress): string {
  if (key.length > 1 || key === '?') return key
  const letter = /^[a-z]$/i.test(key) ? key : isForeignLetter(key) ? code.replace(/^Key/, '') : key
  return /^[a-z]$/i.test(letter) && !shiftKey ? letter.toLowerCase() : shiftKey ? '' : letter
}

function isForeignLetter(key: string): boolean {
  return /^\p{L}$/u.test(key) && !/^\p{Script=Latin}$/u.test(key)
}
