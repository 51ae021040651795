'use client'

import { type MouseEvent, type ReactNode, useEffect, useId, useRef } from 'react'
import { partWords } from '@/client/words/parts/words'
import { CloseIcon } from '@/components/ui/icons'
import controls from './controls.module.css'
import styles from './modal.module.css'

const { t } = partWords

type ModalProps = { title: string; isOpen: boolean; onClose: () => void; children: ReactNode }

/** A dialog above the page. The browser keeps the focus inside, closes it on Escape and gives the focus back. */
export function Modal({ title, isOpen, onClose, children }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()

  useEffect(() => {
    if (isOpen && !dialog.current?.open) dialog.current?.showModal()
    if (!isOpen) dialog.current?.close()
  }, [isOpen])

  function closeOnBackdrop(event: MouseEvent<HTMLDialogElement>) {
    if (event.target === event.currentTarget) onClose()
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does the same
    <dialog
      ref={dialog}
      className={styles.modal}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={closeOnBackdrop}
    >
      <div className={styles.content}>
        <div className={styles.head}>
          <h2 id={titleId}>{title}</h2>
          <button type="button" className={controls.icon} aria-label={t('close')} onClick={onClose}>
            <CloseIcon />
          </button>
        </div>
        {isOpen && children}
      </div>
    </dialog>
  )
}
