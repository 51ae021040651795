'use client'

import { AlertDialog as Radix } from 'radix-ui'
import { useEffect, useState } from 'react'
import { partWords } from '@/client/words/parts/words'
import { classNames } from '../ui/class-names'
import styles from './confirm-dialog.module.css'
import controls from './controls.module.css'
import dialog from './dialog.module.css'
import notice from './notice.module.css'

const { t } = partWords

/** A question with the action that it confirms. */
export type Question = {
  title: string
  /** An address that it concerns, shown left to right in a line of its own. */
  address?: string
  about: string
  confirmLabel: string
  /** Performs the action. Resolves to the reason if it failed, otherwise `null`. */
  confirm: () => Promise<string | null>
}

type ConfirmDialogProps = {
  /** `null`: closed. */
  question: Question | null
  onClose: () => void
  returnFocus: () => HTMLElement | null
}

/** Confirms an action that affects others. If it fails, the dialog stays open and shows the reason. */
export function ConfirmDialog({ question, onClose, returnFocus }: ConfirmDialogProps) {
  const [isBusy, setIsBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: reset for each question
  useEffect(() => setProblem(null), [question])

  async function confirm() {
    if (question === null || isBusy) return
    setIsBusy(true)
    setProblem(null)
    const found = await question.confirm()
    setIsBusy(false)
    setProblem(found)
    if (found === null) onClose()
  }

  return (
    <Radix.Root open={question !== null} onOpenChange={(open) => !open && !isBusy && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className={dialog.overlay} data-overlay />
        <Radix.Content
          className={dialog.dialog}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            returnFocus()?.focus()
          }}
        >
          <Radix.Title className={dialog.title}>{question?.title}</Radix.Title>
          {question?.address !== undefined && (
            <p className={styles.address} dir="ltr">
              {question.address}
            </p>
          )}
          <Radix.Description className={styles.about}>{question?.about}</Radix.Description>
          <p role="alert" className={classNames(notice.problem, styles.problem)}>
            {problem}
          </p>
          <div className={dialog.answers}>
            <Radix.Cancel className={controls.secondary}>{t('cancel')}</Radix.Cancel>
            <button type="button" className={controls.button} aria-disabled={isBusy} onClick={confirm}>
              {isBusy ? t('working') : question?.confirmLabel}
            </button>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
