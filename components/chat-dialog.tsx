'use client'

import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import { useMediaQuery } from '@/hooks/use-media-query'
import styles from './chat-dialog.module.css'
import { CHAT_HEADING_ID } from './chat-header'
import { useVisualViewport } from './use-visual-viewport'

/** Repeated in the stylesheet. */
const COMPACT = '(max-width: 480px), (max-height: 480px)'

type ChatDialogProps = {
  id?: string | undefined
  headingRef: RefObject<HTMLHeadingElement | null>
  onClose: () => void
  children: ReactNode
}

/**
 * The panel. Beside the page where there is room, and the page stays usable; over everything where there is not, and
 * then the page behind it is out of reach. Whatever had the focus gets it back at the end.
 */
export function ChatDialog({ id, headingRef, onClose, children }: ChatDialogProps) {
  const dialogRef = useRef<HTMLDialogElement>(null)
  const isCompact = useMediaQuery(COMPACT)
  useVisualViewport(dialogRef, isCompact)
  useScrollLock(isCompact)

  useLayoutEffect(() => {
    const dialog = dialogRef.current
    if (dialog === null) return
    if (isCompact) dialog.showModal()
    else dialog.show()
    firstFocus(dialog, headingRef.current).focus()
    return () => dialog.close()
  }, [isCompact, headingRef])

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

/** The field; where fingers write, the heading, because nobody has asked for the keyboard yet. */
function firstFocus(dialog: HTMLElement, heading: HTMLElement | null): HTMLElement {
  const isTouch = window.matchMedia('(pointer: coarse)').matches
  const field = dialog.querySelector<HTMLElement>('textarea')
  return (isTouch ? heading : field) ?? dialog
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
