import type { KeyboardEvent } from 'react'

/** True during IME composition, when Enter confirms the candidate. Safari reports that only by `keyCode` 229. */
export function isComposing({ nativeEvent }: KeyboardEvent): boolean {
  return nativeEvent.isComposing || nativeEvent.keyCode === 229
}

/** Whether the primary pointer is a finger. There, Enter inserts a line break, as usual on phones. */
export function isTouch(): boolean {
  return window.matchMedia('(pointer: coarse)').matches
}
