import type { RefObject } from 'react'

/**
 * A field hidden from sight, screen readers and keyboard, which only bots fill in. Read from the element, because bots often set
 * values without events. Browsers and password managers must not autofill it.
 */
export function HoneypotField({ inputRef }: { inputRef: RefObject<HTMLInputElement | null> }) {
  return (
    <span className="visually-hidden" aria-hidden="true">
      <input
        ref={inputRef}
        name="website"
        tabIndex={-1}
        autoComplete="off"
        data-1p-ignore=""
        data-bwignore=""
        data-lpignore="true"
      />
    </span>
  )
}
