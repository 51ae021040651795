/** What has a tooltip: its description, or its name where it has none. The value `beside` puts it at the end of the line. */
const TIPPED = '[data-tip]'
/** The tooltip itself, which a pointer may rest on. */
export const TIP = 'data-tip-text'

/** How long a pointer rests before the first tooltip, in milliseconds. */
const DELAY_MS = 500
/** So soon after one tooltip has gone the next comes at once, in milliseconds. */
const SKIP_DELAY_MS = 300
/** How long it stays for a pointer on its way to it, in milliseconds. */
const LEAVE_MS = 150

/** Keys that move the focus by themselves. */
const MOVING = /^(Tab|Arrow|Home|End)/

export type TipFollower = {
  /** Takes the tooltip away. It does not come back for the same element until that was left. */
  dismiss: () => void
  stop: () => void
}

/**
 * Follows the pointer and the keyboard's focus through the page, and says whose tooltip should be there.
 *
 * Not for fingers, which have nothing to rest with, nor for a focus that a script has moved.
 *
 * @param show told the element, or `null` for none
 * @param expect called as soon as a tooltip may be wanted
 */
export function followTips(show: (element: HTMLElement | null) => void, expect: () => void): TipFollower {
  let current: HTMLElement | null = null
  let isShown = false
  let hiddenAt = Number.NEGATIVE_INFINITY
  let timer: ReturnType<typeof setTimeout> | undefined
  let isMovedByKey = false

  function reveal() {
    isShown = true
    show(current)
  }
  function dismiss() {
    clearTimeout(timer)
    if (!isShown) return
    isShown = false
    hiddenAt = performance.now()
    show(null)
  }
  function turnTo(element: HTMLElement | null, isByFocus = false) {
    if (element === current) return
    clearTimeout(timer)
    if (element === null) {
      current = null
      if (isShown) timer = setTimeout(dismiss, isByFocus ? 0 : LEAVE_MS)
      return
    }
    expect()
    const isNext = isShown || performance.now() - hiddenAt < SKIP_DELAY_MS
    dismiss()
    current = element
    if (isByFocus || isNext) reveal()
    else timer = setTimeout(reveal, DELAY_MS)
  }

  function point({ target, pointerType }: PointerEvent) {
    if (pointerType === 'touch' || !(target instanceof Element)) return
    if (target.closest(`[${TIP}]`) !== null) clearTimeout(timer)
    else turnTo(target.closest<HTMLElement>(TIPPED))
  }
  function leavePage({ relatedTarget }: PointerEvent) {
    if (relatedTarget === null) turnTo(null)
  }
  function focus({ target }: FocusEvent) {
    if (isMovedByKey && target instanceof HTMLElement && target.matches(TIPPED)) turnTo(target, true)
  }
  function blur({ target }: FocusEvent) {
    if (target === current) turnTo(null, true)
  }
  function press(event: Event) {
    isMovedByKey = event instanceof KeyboardEvent && MOVING.test(event.key)
    // Escape closes the tooltip alone: it belongs to whatever lies on top, and that knows.
    if (!(event instanceof KeyboardEvent && event.key === 'Escape')) dismiss()
  }

  const listening = new AbortController()
  const options = { capture: true, passive: true, signal: listening.signal }
  document.addEventListener('pointerover', point, options)
  document.addEventListener('pointerout', leavePage, options)
  document.addEventListener('focusin', focus, options)
  document.addEventListener('focusout', blur, options)
  document.addEventListener('pointerdown', press, options)
  document.addEventListener('keydown', press, options)
  document.addEventListener('scroll', dismiss, options)

  return {
    dismiss,
    stop() {
      clearTimeout(timer)
      listening.abort()
    },
  }
}
