'use client'

import { inboxWords } from '@/client/words/inbox/words'
import { AccountForm, type FormProblem } from '@/components/controls/account-form'
import { Dialog } from '@/components/controls/dialog'
import { TextField } from '@/components/controls/text-field'
import { NamedText } from '@/components/ui/named-text'
import { useDesk } from '../desk-context'
import { reasonOf } from '../reason-of'
import styles from './visitor-data.module.css'

const { t } = inboxWords

/** What has to be typed: a deletion that cannot be taken back must not happen by a slip. */
const WORD = t('deleteWord')

type ErasureDialogProps = { visitorId: string; name: string; isOpen: boolean; onClose: () => void }

/** Asks once more before everything of a visitor is deleted. */
export function ErasureDialog({ visitorId, name, isOpen, onClose }: ErasureDialogProps) {
  const { eraseVisitor } = useDesk()

  async function erase({ word = '' }: Readonly<Record<string, string>>): Promise<FormProblem | null> {
    if (word.trim().toLowerCase() !== WORD) {
      return { fields: { word: t('typeWordToGoOn', { word: WORD }) }, form: null }
    }
    try {
      await eraseVisitor(visitorId)
      return null
    } catch (error) {
      return { fields: {}, form: t('deleteFailed', { reason: reasonOf(error) }) }
    }
  }

  return (
    <Dialog title={t('deleteQuestion')} isOpen={isOpen} onClose={onClose}>
      <div className={styles.erasure}>
        <p>
          <NamedText around={inboxWords.around('deleteAbout')} name={name} />
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
    </Dialog>
  )
}
