'use client'

import type { DeskConversation } from '@/client/desk/inbox/desk-conversation'
import { reasonOf } from '@/client/desk/reason-of'
import { eraseVisitor } from '@/client/desk/visitors'
import { displayName } from '@/client/text/alias'
import { inboxWords } from '@/client/words/inbox/words'
import { AccountForm, type FormProblem } from '@/components/controls/account-form'
import controls from '@/components/controls/controls.module.css'
import { Modal } from '@/components/controls/modal'
import { TextField } from '@/components/controls/text-field'
import { NamedText } from '@/components/ui/named-text'
import { useAction } from '@/hooks/desk/use-action'
import { useDesk, useDialog, usePlace } from '@/hooks/desk/use-desk'
import styles from './visitor-data.module.css'

const { t } = inboxWords

type Visitor = DeskConversation['visitor']

/** What an admin may do with a visitor's data: take a copy, and delete it for good. */
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
      <Modal title={t('deleteQuestion')} isOpen={isErasing} onClose={close}>
        <ErasureForm visitor={visitor} />
      </Modal>
    </div>
  )
}

/** What has to be typed: a deletion that cannot be taken back must not happen by a slip. */
const WORD = t('deleteWord')

function ErasureForm({ visitor }: { visitor: Visitor }) {
  const desk = useDesk()

  async function erase({ word = '' }: Readonly<Record<string, string>>): Promise<FormProblem | null> {
    if (word.trim().toLowerCase() !== WORD) {
      return { fields: { word: t('typeWordToGoOn', { word: WORD }) }, form: null }
    }
    try {
      await eraseVisitor(desk, visitor.id)
      return null
    } catch (error) {
      return { fields: {}, form: t('deleteFailed', { reason: reasonOf(error) }) }
    }
  }

  return (
    <div className={styles.erasure}>
      <p>
        <NamedText around={inboxWords.around('deleteAbout')} name={displayName(visitor)} />
      </p>
      <AccountForm submitLabel={t('deleteForGood')} busyLabel={t('deleting')} onSubmit={erase}>
        {(errorOf) => (
          <TextField
            name="word"
            label={t('typeWord', { word: WORD })}
            error={errorOf('word')}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
        )}
      </AccountForm>
    </div>
  )
}
