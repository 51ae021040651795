'use client'

import { type CSSProperties, useEffect, useMemo, useRef, useState } from 'react'
import { Toaster, toast } from 'sonner'
import { CloseIcon } from '@/components/icons'
import { useMediaQuery } from '@/hooks/use-media-query'
import controls from './controls.module.css'
import styles from './undo-toasts.module.css'

/** How long an action can be taken back. The time stands still while somebody points at the words or has the focus in them. */
const UNDO_MS = 10_000

export type UndoToasts = {
  /** Says what was done, and offers to take it back. Answers how to withdraw the offer. */
  offer: (text: string, undo: () => void) => () => void
  /** Says what did not work. */
  tell: (text: string) => void
  /** Takes back the last action that still can be. False when there is none. */
  undoLast: () => boolean
}

/** What was just done, and its way back. Needs one {@link UndoToaster} in the page. */
export function useUndoToasts(): UndoToasts {
  const offers = useRef(new Map<string | number, () => void>())

  return useMemo(() => {
    function withdraw(id: string | number) {
      offers.current.delete(id)
      toast.dismiss(id)
    }
    function take(id: string | number) {
      const undo = offers.current.get(id)
      withdraw(id)
      undo?.()
    }
    return {
      offer(text, undo) {
        const id = toast.custom(
          (shown) => <UndoToast text={text} onUndo={() => take(shown)} onClose={() => withdraw(shown)} />,
          { duration: Number.POSITIVE_INFINITY },
        )
        offers.current.set(id, undo)
        return () => withdraw(id)
      },
      tell(text) {
        toast.custom((shown) => <UndoToast text={text} onClose={() => withdraw(shown)} />, {
          duration: Number.POSITIVE_INFINITY,
        })
      },
      undoLast() {
        const last = [...offers.current.keys()].at(-1)
        if (last === undefined) return false
        take(last)
        return true
      },
    }
  }, [])
}

/** Not beyond the list, under which somebody may be writing. */
const WIDTH = { '--width': '288px' } as CSSProperties

/** Where the toasts appear: beside what is being read and beside the rail, on neither of them. */
export function UndoToaster() {
  const isNarrow = useMediaQuery('(max-width: 719px)')
  return (
    <Toaster
      position={isNarrow ? 'top-center' : 'bottom-left'}
      offset={{ bottom: 16, left: 72, right: 72 }}
      style={WIDTH}
      mobileOffset={{ top: 72, left: 12, right: 12 }}
      containerAriaLabel="What was just done"
      toastOptions={{ unstyled: true, className: styles.place ?? '' }}
    />
  )
}

type UndoToastProps = { text: string; onUndo?: () => void; onClose: () => void }

function UndoToast({ text, onUndo, onClose }: UndoToastProps) {
  const [isPaused, setIsPaused] = useState(false)
  const left = useRef(UNDO_MS)
  const latestOnClose = useRef(onClose)

  useEffect(() => {
    if (isPaused) return
    const startedAt = Date.now()
    const timer = setTimeout(() => latestOnClose.current(), left.current)
    return () => {
      clearTimeout(timer)
      left.current -= Date.now() - startedAt
    }
  }, [isPaused])

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at it only holds its time
    <div
      className={styles.toast}
      onPointerEnter={() => setIsPaused(true)}
      onPointerLeave={() => setIsPaused(false)}
      onFocus={() => setIsPaused(true)}
      onBlur={() => setIsPaused(false)}
    >
      <p>{text}</p>
      {onUndo && (
        <button type="button" className={styles.undo} onClick={onUndo}>
          Undo
          <span className={controls.key} aria-hidden="true">
            Z
          </span>
        </button>
      )}
      <button type="button" className={styles.close} aria-label="Dismiss" onClick={onClose}>
        <CloseIcon size={16} />
      </button>
    </div>
  )
}
