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

/** Repeated in the stylesheet. */
const COMPACT = '(max-width: 480px), (max-height: 480px)'

/** What the panel is called by. */
export const CHAT_HEADING_ID = 'porchlight-chat-heading'

/**
 * Why the panel appears: somebody asked for it, it stands open from the page before, or it takes the place of one that
 * waited for it.
 */
export type ChatEntrance = 'asked' | 'restored' | 'continued'

type ChatDialogProps = {
  id?: string | undefined
  headingRef: RefObject<HTMLHeadingElement | null>
  entrance?: ChatEntrance | undefined
  onClose: () => void
  children: ReactNode
}

/** Whether the chat has a frame to itself: the page around it then has the dialog, and the chat fills its frame. */
export const IsFramed = createContext(false)

/** The panel: a dialog of the page, or the content of a frame. */
export function ChatDialog(props: ChatDialogProps) {
  return useContext(IsFramed) ? <FramedChat {...props} /> : <PageDialog {...props} />
}

/** The chat as the whole content of a frame. Escape anywhere in it closes the chat. */
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
 * The panel. Beside the page where there is room, and the page stays usable; over everything where there is not, and
 * then the page behind it is out of reach. Whatever had the focus gets it back at the end.
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
    // `show()` would move the focus by itself.
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

/** Not from where the page has it, unless somebody asked for the chat and has not gone elsewhere since. */
function mayTakeFocus(entrance: ChatEntrance, id: string): boolean {
  if (entrance !== 'continued') return entrance === 'asked'
  const { activeElement, body } = document
  return activeElement === body || (id !== '' && activeElement?.getAttribute('aria-controls') === id)
}

/** The field; where fingers write, the heading, because nobody has asked for the keyboard yet. */
function firstFocus(dialog: HTMLElement, heading: HTMLElement | null): HTMLElement {
  const isTouch = window.matchMedia('(pointer: coarse)').matches
  const field = dialog.querySelector<HTMLElement>('textarea')
  return (isTouch ? heading : field) ?? dialog
}

/** Closes the panel with Escape from anywhere in the page, unless something there takes the key. */
function useEscapeOnPage(onClose: () => void): void {
  const latestOnClose = useLatest(onClose)
  useEffect(() => {
    function closeOnEscape(event: globalThis.KeyboardEvent) {
      if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented || isTaken(event.target))
        return
      event.preventDefault()
      latestOnClose.current()
    }
    // At the window, after everything in the page has had its turn.
    window.addEventListener('keydown', closeOnEscape)
    return () => window.removeEventListener('keydown', closeOnEscape)
  }, [latestOnClose])
}

/** Where Escape closes or empties something of the page's own. */
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

/** What stands behind a full screen must not scroll with it. */
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
