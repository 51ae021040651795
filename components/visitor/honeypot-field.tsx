import type { RefObject } from 'react'

/**
 * A field that people neither see nor hear nor reach by keyboard. Programs that fill in forms fill it in, often without any event: so
 * it is read from the element. Nothing may fill it in for a person: no browser, no password manager.
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
