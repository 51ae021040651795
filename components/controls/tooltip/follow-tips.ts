/** Elements with a tooltip, which shows their description or else their name. The value `beside` places it at the inline end. */
const TIPPED = '[data-tip]'
/** Marks the tooltip itself, which the pointer may enter. */
export const TIP = 'data-tip-text'

/** How long the pointer must rest before a tooltip shows, in milliseconds. */
const DELAY_MS = 500
/** Within this time after one tooltip has hidden, the next shows at once, in milliseconds. */
const SKIP_DELAY_MS = 300
/** How long a tooltip stays so that the pointer can reach it, in milliseconds. */
const LEAVE_MS = 150

/** Keys that move the focus. */
const MOVING = /^(Tab|Arrow|Home|End)/

export type TipFollower = {
  /** Hides the tooltip until the pointer or focus has left its element. */
  dismiss: () => void
  stop: () => void
}

/**
 * Tracks the pointer and keyboard focus, and calls `show` with the element whose tooltip should be visible.
 *
 * Ignores touch, which cannot hover, and focus moved by a script.
 *
 * @param show receives the element, or `null` for none
 * @param expect called as soon as a tooltip may be needed, to preload it
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
    // Radix handles Escape: it closes only the topmost layer, here the tooltip.
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
