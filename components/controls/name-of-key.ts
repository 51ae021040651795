import { isApple } from '@/client/browser/is-apple'

/** A shortcut as keyboards label it: `Mod+k` is `⌘ K` on a Mac and `Ctrl K` elsewhere. */
export function nameOfKey(key: string): string {
  const named = key
    .replace(/(Mod|Control)\+/, isApple() ? '⌘ ' : 'Ctrl ')
    .replace('Shift+', 'Shift ')
    .replace('Escape', 'Esc')
    .replace('ArrowUp', '↑')
  return named.replace(/(?<=^|\s)\p{L}$/u, (letter) => letter.toUpperCase())
}
