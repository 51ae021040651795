'use client'

import type { DeskConversation } from '@/client/desk/inbox/desk-conversation'
import { reasonOf } from '@/client/desk/reason-of'
import { blockVisitor } from '@/client/desk/visitors'
import { displayName } from '@/client/text/alias'
import { inboxWords } from '@/client/words/inbox/words'
import { AccountForm, type FormProblem } from '@/components/controls/account-form'
import { Dialog } from '@/components/controls/dialog'
import { NamedText } from '@/components/ui/named-text'
import { useDesk } from '@/hooks/desk/use-desk'
import styles from './visitor-data.module.css'

const { t } = inboxWords

type BlockDialogProps = { visitor: DeskConversation['visitor']; isOpen: boolean; onClose: () => void }

/** Asks for confirmation before blocking a visitor. */
export function BlockDialog({ visitor, isOpen, onClose }: BlockDialogProps) {
  const desk = useDesk()

  async function block(): Promise<FormProblem | null> {
    try {
      await blockVisitor(desk, visitor.id)
      onClose()
      return null
    } catch (error) {
      return { form: t('notBlocked', { reason: reasonOf(error) }) }
    }
  }

  return (
    <Dialog title={t('blockQuestion')} isOpen={isOpen} onClose={onClose}>
      <div className={styles.erasure}>
        <p>
          <NamedText around={inboxWords.around('blockAbout')} name={displayName(visitor)} />
        </p>
        <AccountForm submitLabel={t('block')} busyLabel={t('blocking')} onSubmit={block} />
      </div>
    </Dialog>
  )
}
