'use client'

import type { DeskConversation } from '@/client/desk/inbox/desk-conversation'
import { reasonOf } from '@/client/desk/reason-of'
import { eraseVisitor } from '@/client/desk/visitors'
import { displayName } from '@/client/text/alias'
import { inboxWords } from '@/client/words/inbox/words'
import { AccountForm, type FormProblem, type FormValues } from '@/components/controls/account-form'
import { Dialog } from '@/components/controls/dialog'
import { TextField } from '@/components/controls/text-field'
import { NamedText } from '@/components/ui/named-text'
import { useDesk } from '@/hooks/desk/use-desk'
import styles from './visitor-data.module.css'

const { t } = inboxWords

/** The word to type, so that nothing is deleted by accident. */
const confirmation = () => t('deleteWord')

type ErasureDialogProps = { visitor: DeskConversation['visitor']; isOpen: boolean; onClose: () => void }

/** Asks for confirmation before deleting all of a visitor's data. */
export function ErasureDialog({ visitor, isOpen, onClose }: ErasureDialogProps) {
  const desk = useDesk()

  async function erase({ word = '' }: FormValues): Promise<FormProblem | null> {
    if (word.trim().toLowerCase() !== confirmation()) {
      return { fields: { word: t('typeWordToGoOn', { word: confirmation() }) } }
    }
    try {
      await eraseVisitor(desk, visitor.id)
      return null
    } catch (error) {
      return { form: t('deleteFailed', { reason: reasonOf(error) }) }
    }
  }

  return (
    <Dialog title={t('deleteQuestion')} isOpen={isOpen} onClose={onClose}>
      <div className={styles.erasure}>
        <p>
          <NamedText around={inboxWords.around('deleteAbout')} name={displayName(visitor)} />
        </p>
        <AccountForm submitLabel={t('deleteForGood')} busyLabel={t('deleting')} onSubmit={erase}>
          <TextField
            name="word"
            label={t('typeWord', { word: confirmation() })}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
        </AccountForm>
      </div>
    </Dialog>
  )
}
