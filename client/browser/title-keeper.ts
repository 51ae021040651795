/**
 * Delay before a correction, in milliseconds. Correcting in the same task could loop with another script that watches the
 * title.
 */
const CORRECTED_AFTER_MS = 100

/** A title that stays this long, in milliseconds, is uncontested. */
const STAYED_MS = 1_000

/** Most corrections in a row; after that, the other script wins. */
const MAX_CORRECTIONS = 3

/**
 * Sets the page's title, and sets it again when the page replaces it. Gives up if another script, such as an extension, keeps
 * changing it. Returns a function that stops it.
 */
export function keepTitle(title: string): () => void {
  let corrections = 0
  let correctedAt = Number.NEGATIVE_INFINITY
  let timer: ReturnType<typeof setTimeout> | undefined

  function correct() {
    timer = undefined
    if (document.title === title) return
    if (performance.now() - correctedAt > STAYED_MS) corrections = 0
    corrections += 1
    if (corrections > MAX_CORRECTIONS) {
      observer.disconnect()
      return
    }
    correctedAt = performance.now()
    document.title = title
  }

  const observer = new MutationObserver(() => {
    if (document.title !== title) timer ??= setTimeout(correct, CORRECTED_AFTER_MS)
  })
  observer.observe(document.head, { childList: true, subtree: true, characterData: true })
  if (document.title !== title) document.title = title

  return () => {
    observer.disconnect()
    clearTimeout(timer)
  }
}
