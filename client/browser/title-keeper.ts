/** A correction waits for so long, in milliseconds: another script that watches the title must not be answered in the same task. */
const CORRECTED_AFTER_MS = 100

/** A title that stayed for so long, in milliseconds, is not being fought over. */
const STAYED_MS = 1_000

/** So many corrections in a row; then somebody else wants it more. */
const MAX_CORRECTIONS = 3

/**
 * Gives the page this title, and once more when the page's own replaces it. Gives way to a script that insists on another, as
 * some extensions do. Returns how to stop.
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
