import { StoredFlag } from '@/client/browser/stored-flag'
import { partWords } from '@/client/words/parts/words'

const { t } = partWords

/** Everything that a key does. The sheet is drawn from this list and the handlers are found by it. */
export const shortcuts = [
  {
    id: 'next',
    keys: ['j'],
    get label() {
      return t('next')
    },
  },
  {
    id: 'previous',
    keys: ['k'],
    get label() {
      return t('previous')
    },
  },
  {
    id: 'open',
    keys: ['Enter', 'o'],
    get label() {
      return t('open')
    },
  },
  {
    id: 'reply',
    keys: ['r'],
    get label() {
      return t('reply')
    },
  },
  {
    id: 'toggle-status',
    keys: ['e'],
    get label() {
      return t('toggleStatus')
    },
  },
  {
    id: 'no-answer-needed',
    keys: ['d'],
    get label() {
      return t('noAnswerNeeded')
    },
  },
  {
    id: 'details',
    keys: [']'],
    get label() {
      return t('details')
    },
  },
  {
    id: 'undo',
    keys: ['z'],
    get label() {
      return t('undoLast')
    },
  },
  {
    id: 'help',
    keys: ['?'],
    get label() {
      return t('help')
    },
  },
  {
    id: 'back',
    keys: ['Escape'],
    get label() {
      return t('back')
    },
    worksInFields: true,
  },
] as const satisfies readonly Shortcut[]

/** What the reply field understands by itself. Listed in the sheet only. */
export const composerKeys = [
  {
    keys: ['Enter'],
    get label() {
      return t('send')
    },
  },
  {
    keys: ['Shift+Enter'],
    get label() {
      return t('newLine')
    },
  },
  {
    keys: ['Mod+Enter'],
    get label() {
      return t('sendAndClose')
    },
  },
] as const

type Shortcut = { id: string; keys: readonly string[]; label: string; worksInFields?: boolean }
export type ShortcutId = (typeof shortcuts)[number]['id']

/** What of a key press decides which shortcut it is. */
export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing' | 'repeat'
>

/** Keys that go on while they are held down. */
const REPEATING: ReadonlySet<ShortcutId> = new Set(['next', 'previous'])

/** Which shortcut a key press is, or `null`. Never one with a modifier: those belong to the browser and its helpers. */
export function matchShortcut(press: KeyPress, { isInField }: { isInField: boolean }): ShortcutId | null {
  if (press.ctrlKey || press.metaKey || press.altKey || press.isComposing) return null
  const key = keyOf(press)
  const found = shortcuts.find(({ keys }) => (keys as readonly string[]).includes(key))
  if (found === undefined) return null
  if (isInField && !('worksInFields' in found)) return null
  return press.repeat && !REPEATING.has(found.id) ? null : found.id
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
