'use client'

import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import controls from './controls.module.css'
import styles from './dialog.module.css'

type DialogProps = {
  title: string
  closeLabel: string
  isOpen: boolean
  onClose: () => void
  /** Where the focus goes when it closes, where the element that had it is gone by then. */
  returnFocus?: () => HTMLElement | null
  children: ReactNode
}

/** A question or a form over the page, which waits behind it. Escape and a click beside it close it. */
export function Dialog({ title, closeLabel, isOpen, onClose, returnFocus, children }: DialogProps) {
  function bringBack(event: Event) {
    const target = returnFocus?.() ?? null
    if (target === null) return
    event.preventDefault()
    target.focus()
  }

  return (
    <Radix.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className={styles.overlay} />
        <Radix.Content className={styles.dialog} aria-describedby={undefined} onCloseAutoFocus={bringBack}>
          <div className={styles.head}>
            <Radix.Title className={styles.title}>{title}</Radix.Title>
            <Radix.Close className={controls.icon} aria-label={closeLabel}>
              <X size={20} aria-hidden="true" />
            </Radix.Close>
          </div>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
