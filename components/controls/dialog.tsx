'use client'

import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { type ReactNode, useRef } from 'react'
import { partWords } from '@/client/words/parts/words'
import controls from './controls.module.css'
import styles from './dialog.module.css'

const { t } = partWords

type DialogProps = {
  title: string
  isOpen: boolean
  onClose: () => void
  /** Where the focus returns on close. Default: where it was before. */
  returnFocus?: () => HTMLElement | null
  children: ReactNode
}

/** A modal dialog. Escape and a click outside close it. */
export function Dialog({ title, isOpen, onClose, returnFocus, children }: DialogProps) {
  const opener = useRef<Element | null>(null)

  function remember() {
    opener.current = document.activeElement
  }
  function bringBack(event: Event) {
    event.preventDefault()
    const target = returnFocus ? returnFocus() : opener.current
    if (target instanceof HTMLElement) target.focus()
  }

  return (
    <Radix.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className={styles.overlay} data-overlay />
        <Radix.Content
          className={styles.dialog}
          aria-describedby={undefined}
          onOpenAutoFocus={remember}
          onCloseAutoFocus={bringBack}
        >
          <div className={styles.head}>
            <Radix.Title className={styles.title}>{title}</Radix.Title>
            <Radix.Close className={controls.icon} aria-label={t('close')}>
              <X size={20} aria-hidden="true" />
            </Radix.Close>
          </div>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
