import type { KeyboardEvent } from 'react'

/** True while an input method is choosing characters: Enter belongs to it. Safari tells only by the code 229. */
export function isComposing({ nativeEvent }: KeyboardEvent): boolean {
  return nativeEvent.isComposing || nativeEvent.keyCode === 229
}

/** Where fingers write, Enter is a new line, as everywhere else on a phone. */
export function isTouch(): boolean {
  return window.matchMedia('(pointer: coarse)').matches
}
