'use client'

import {
  createContext,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useContext,
  useEffect,
  useLayoutEffect,
  useRef,
} from 'react'
import { useLatest } from '@/hooks/browser/use-latest'
import { useMediaQuery } from '@/hooks/browser/use-media-query'
import { useVisualViewport } from '../ui/use-visual-viewport'
import styles from './chat-dialog.module.css'

/** Must match the stylesheet. */
const COMPACT = '(max-width: 480px), (max-height: 480px)'

/** The id of the heading that labels the panel. */
export const CHAT_HEADING_ID = 'porchlight-chat-heading'

/**
 * Why the panel appears: the visitor opened it, it was open on the previous page, or its script has loaded and replaces the
 * waiting panel.
 */
export type ChatEntrance = 'asked' | 'restored' | 'continued'

type ChatDialogProps = {
  id?: string | undefined
  headingRef: RefObject<HTMLHeadingElement | null>
  entrance?: ChatEntrance | undefined
  onClose: () => void
  children: ReactNode
}

/** Whether the chat runs in a frame of its own. The host page then provides the panel, and the chat fills the frame. */
export const IsFramed = createContext(false)

/** The chat panel: a dialog on the page, or the content of a frame. */
export function ChatDialog(props: ChatDialogProps) {
  return useContext(IsFramed) ? <FramedChat {...props} /> : <PageDialog {...props} />
}

/** The chat as the whole content of a frame. Escape closes it from anywhere in the frame. */
function FramedChat({ id, headingRef, entrance = 'asked', onClose, children }: ChatDialogProps) {
  const mainRef = useRef<HTMLElement>(null)
  const latestEntrance = useLatest(entrance)
  useEscapeOnPage(onClose)
  useLayoutEffect(() => {
    if (mainRef.current !== null && latestEntrance.current !== 'restored')
      firstFocus(mainRef.current, headingRef.current).focus()
  }, [headingRef, latestEntrance])
  return (
    <main ref={mainRef} id={id} className={styles.framed} aria-labelledby={CHAT_HEADING_ID}>
      {children}
    </main>
  )
}

/**
 * The chat as a dialog: non-modal, so that the page stays usable, or modal and full-screen on small screens. Returns the focus on
 * close.
 */
function PageDialog({ id, headingRef, entrance = 'asked', onClose, children }: ChatDialogProps) {
  const dialogRef = useRef<HTMLDialogElement>(null)
  const isCompact = useMediaQuery(COMPACT)
  const latestEntrance = useLatest(entrance)
  useVisualViewport(dialogRef, isCompact)
  useScrollLock(isCompact)
  useEscapeOnPage(onClose)

  useLayoutEffect(() => {
    const dialog = dialogRef.current
    if (dialog === null) return
    const takesFocus = isCompact || mayTakeFocus(latestEntrance.current, dialog.id)
    if (isCompact) dialog.showModal()
    // Not `show()`, which would move the focus.
    else if (takesFocus) dialog.show()
    else dialog.open = true
    if (takesFocus) firstFocus(dialog, headingRef.current).focus()
    return () => dialog.close()
  }, [isCompact, headingRef, latestEntrance])

  function closeOnEscape(event: KeyboardEvent) {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing || event.defaultPrevented) return
    event.preventDefault()
    onClose()
  }

  return (
    <dialog
      ref={dialogRef}
      id={id}
      className={styles.dialog}
      data-entrance={entrance}
      aria-modal={isCompact}
      aria-labelledby={CHAT_HEADING_ID}
      onKeyDown={closeOnEscape}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      {children}
    </dialog>
  )
}

/** Only if the visitor opened the chat and has not moved the focus elsewhere since. */
function mayTakeFocus(entrance: ChatEntrance, id: string): boolean {
  if (entrance !== 'continued') return entrance === 'asked'
  const { activeElement, body } = document
  return activeElement === body || (id !== '' && activeElement?.getAttribute('aria-controls') === id)
}

/** The field, but on touch screens the heading, so that the on-screen keyboard does not pop up. */
function firstFocus(dialog: HTMLElement, heading: HTMLElement | null): HTMLElement {
  const isTouch = window.matchMedia('(pointer: coarse)').matches
  const field = dialog.querySelector<HTMLElement>('textarea')
  return (isTouch ? heading : field) ?? dialog
}

/** Closes the panel on Escape anywhere in the page, unless an element there handles the key. */
function useEscapeOnPage(onClose: () => void): void {
  const latestOnClose = useLatest(onClose)
  useEffect(() => {
    function closeOnEscape(event: globalThis.KeyboardEvent) {
      if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented || isTaken(event.target))
        return
      event.preventDefault()
      latestOnClose.current()
    }
    // On `window`, so that the page's own listeners run first.
    window.addEventListener('keydown', closeOnEscape)
    return () => window.removeEventListener('keydown', closeOnEscape)
  }, [latestOnClose])
}

/** Elements of the page for which Escape has a meaning of its own. */
const TAKES_ESCAPE = [
  'dialog, [popover], [role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]',
  '[aria-haspopup][aria-expanded="true"], [role="combobox"][aria-expanded="true"]',
  'select, input[type="search"]',
].join()

function isTaken(target: EventTarget | null): boolean {
  return (
    document.fullscreenElement !== null ||
    document.querySelector('dialog:modal, [popover]:popover-open') !== null ||
    (target instanceof Element && target.closest(TAKES_ESCAPE) !== null)
  )
}

/** Keeps the page behind a full-screen chat from scrolling. */
function useScrollLock(isLocked: boolean): void {
  useEffect(() => {
    if (!isLocked) return
    const { style } = document.documentElement
    const before = style.overflow
    style.overflow = 'hidden'
    return () => {
      style.overflow = before
    }
  }, [isLocked])
}
