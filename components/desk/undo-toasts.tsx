'use client'

import { X } from 'lucide-react'
import { type CSSProperties, useEffect, useRef, useState } from 'react'
import { Toaster, toast } from 'sonner'
import type { ToastAction, Toasts } from '@/client/desk/toasts'
import { partWords } from '@/client/words/parts/words'
import { useMediaQuery } from '@/hooks/browser/use-media-query'
import controls from '../controls/controls.module.css'
import styles from './undo-toasts.module.css'

const { t } = partWords

/** How long an action can be undone, in milliseconds. Paused while the toast is hovered or focused. */
const UNDO_MS = 10_000

/** Toasts that report an action and can undo it. Requires an {@link UndoToaster} on the page. */
export function createUndoToasts(): Toasts {
  const offers = new Map<string | number, () => void>()
  const bySubject = new Map<string, string | number>()

  function withdraw(id: string | number) {
    offers.delete(id)
    toast.dismiss(id)
  }
  function take(id: string | number) {
    const undo = offers.get(id)
    withdraw(id)
    undo?.()
  }
  function show(text: string, subject: string | undefined, action?: (id: string | number) => ToastAction) {
    const before = subject === undefined ? undefined : bySubject.get(subject)
    if (before !== undefined) withdraw(before)
    const id = toast.custom(
      (shown) => (
        <UndoToast text={text} {...(action && { action: action(shown) })} onClose={() => withdraw(shown)} />
      ),
      { duration: Number.POSITIVE_INFINITY },
    )
    if (subject !== undefined) bySubject.set(subject, id)
    return id
  }
  return {
    offer(text, undo, subject) {
      const id = show(text, subject, (shown) => ({ label: t('undo'), run: () => take(shown) }))
      offers.set(id, undo)
      return () => withdraw(id)
    },
    tell(text, { subject, action } = {}) {
      const answer = (shown: string | number, { label, run }: ToastAction) => ({
        label,
        run() {
          withdraw(shown)
          run()
        },
      })
      show(text, subject, action && ((shown) => answer(shown, action)))
    },
    undoLast() {
      const last = [...offers.keys()].at(-1)
      if (last === undefined) return false
      take(last)
      return true
    },
  }
}

/** No wider than the list, so that toasts do not cover the composer. */
const WIDTH = { '--width': '304px' } as CSSProperties

/** Renders the toasts, covering neither the conversation nor the rail. */
export function UndoToaster() {
  const isNarrow = useMediaQuery('(max-width: 719px)')
  return (
    <Toaster
      position={isNarrow ? 'top-center' : 'bottom-left'}
      offset={{ bottom: 16, left: 72, right: 72 }}
      style={WIDTH}
      mobileOffset={{ top: 72, left: 12, right: 12 }}
      containerAriaLabel={t('whatWasDone')}
      toastOptions={{ unstyled: true, className: styles.place ?? '' }}
    />
  )
}

type UndoToastProps = { text: string; action?: ToastAction; onClose: () => void }

function UndoToast({ text, action, onClose }: UndoToastProps) {
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
    // biome-ignore lint/a11y/noStaticElementInteractions: hovering only pauses the timeout
    <div
      className={styles.toast}
      onPointerEnter={() => setIsPaused(true)}
      onPointerLeave={() => setIsPaused(false)}
      onFocus={() => setIsPaused(true)}
      onBlur={() => setIsPaused(false)}
    >
      <p>{text}</p>
      {action && (
        <button type="button" className={styles.undo} onClick={action.run}>
          <span>{action.label}</span>
          {action.label === t('undo') && (
            <span className={controls.key} aria-hidden="true">
              Z
            </span>
          )}
        </button>
      )}
      <button type="button" className={styles.close} aria-label={t('dismiss')} onClick={onClose}>
        <X size={16} aria-hidden="true" />
      </button>
    </div>
  )
}
