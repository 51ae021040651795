'use client'

import { useState } from 'react'
import { saveFile } from '@/client/browser/save-file'
import { inboxWords } from '@/client/words/inbox/words'
import { AccountForm, type FormProblem } from '@/components/controls/account-form'
import controls from '@/components/controls/controls.module.css'
import { Modal } from '@/components/controls/modal'
import { TextField } from '@/components/controls/text-field'
import { NamedText } from '@/components/ui/named-text'
import { can } from '@/contract/policy'
import { useDesk } from '../desk-context'
import { reasonOf } from '../reason-of'
import styles from './visitor-data.module.css'

const { t } = inboxWords

type VisitorDataProps = { visitorId: string; name: string }

/** What an admin may do with a visitor's data: take a copy, and delete it for good. */
export function VisitorData({ visitorId, name }: VisitorDataProps) {
  const { api, self } = useDesk()
  const [isExporting, setIsExporting] = useState(false)
  const [isErasing, setIsErasing] = useState(false)
  const [problem, setProblem] = useState('')

  async function exportData() {
    if (isExporting) return
    setIsExporting(true)
    setProblem('')
    try {
      saveFile(await api.exportVisitor(visitorId), `visitor-${visitorId}.json`)
    } catch (error) {
      setProblem(t('exportFailed', { reason: reasonOf(error) }))
    }
    setIsExporting(false)
  }

  return (
    <div className={styles.actions}>
      {can(self, 'export_visitor') && (
        <button type="button" className={controls.quiet} aria-disabled={isExporting} onClick={exportData}>
          {isExporting ? t('exporting') : t('exportData')}
        </button>
      )}
      {can(self, 'erase_visitor') && (
        <button type="button" className={controls.quiet} onClick={() => setIsErasing(true)}>
          {t('deleteData')}
        </button>
      )}
      <p role="alert">{problem}</p>
      <Modal title={t('deleteQuestion')} isOpen={isErasing} onClose={() => setIsErasing(false)}>
        <ErasureForm visitorId={visitorId} name={name} />
      </Modal>
    </div>
  )
}

/** What has to be typed: a deletion that cannot be taken back must not happen by a slip. */
const confirmation = () => t('deleteWord')

function ErasureForm({ visitorId, name }: VisitorDataProps) {
  const { eraseVisitor } = useDesk()

  async function erase({ word = '' }: Readonly<Record<string, string>>): Promise<FormProblem | null> {
    if (word.trim().toLowerCase() !== confirmation()) {
      return { fields: { word: t('typeWordToGoOn', { word: confirmation() }) }, form: null }
    }
    try {
      await eraseVisitor(visitorId)
      return null
    } catch (error) {
      return { fields: {}, form: t('deleteFailed', { reason: reasonOf(error) }) }
    }
  }

  return (
    <div className={styles.erasure}>
      <p>
        <NamedText around={inboxWords.around('deleteAbout')} name={name} />
      </p>
      <AccountForm submitLabel={t('deleteForGood')} busyLabel={t('deleting')} onSubmit={erase}>
        {(errorOf) => (
          <TextField
            name="word"
            label={t('typeWord', { word: confirmation() })}
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
