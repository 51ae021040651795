'use client'

import type { DeskConversation } from '@/client/desk/inbox/desk-conversation'
import { inboxWords } from '@/client/words/inbox/words'
import controls from '@/components/controls/controls.module.css'
import { LateDialog } from '@/components/desk/late-dialog'
import { useAction } from '@/hooks/desk/use-action'
import { useDialog, usePlace } from '@/hooks/desk/use-desk'
import styles from './visitor-data.module.css'

const { t } = inboxWords

const loadErasure = () => import('./erasure-dialog').then(({ ErasureDialog }) => ErasureDialog)

type Visitor = DeskConversation['visitor']

/** Admin actions: export or delete a visitor's data. */
export function VisitorData({ visitor }: { visitor: Visitor }) {
  const exporting = useAction('export-data')
  const erasing = useAction('erase-data')
  const [isErasing, close] = useDialog('erase', usePlace().conversationId)

  return (
    <div className={styles.actions}>
      {exporting.isPossible() && (
        <button
          type="button"
          className={controls.quiet}
          aria-disabled={exporting.isBusy}
          {...exporting.props}
        >
          {exporting.isBusy ? t('exporting') : t('exportData')}
        </button>
      )}
      {erasing.isPossible() && (
        <button type="button" className={controls.quiet} {...erasing.props}>
          {erasing.label}
        </button>
      )}
      <LateDialog load={loadErasure} visitor={visitor} isOpen={isErasing} onClose={close} />
    </div>
  )
}
