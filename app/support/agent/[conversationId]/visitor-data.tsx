'use client'

import { useState } from 'react'
import { saveFile } from '@/client/browser/save-file'
import { AccountForm, type FormProblem } from '@/components/agent/account-form'
import controls from '@/components/agent/controls.module.css'
import { Modal } from '@/components/agent/modal'
import { TextField } from '@/components/agent/text-field'
import { can } from '@/contract/policy'
import { useDesk } from '../desk-context'
import { reasonOf } from '../reason-of'
import styles from './visitor-data.module.css'

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
      setProblem(`The data could not be exported. ${reasonOf(error)}`)
    }
    setIsExporting(false)
  }

  return (
    <div className={styles.actions}>
      {can(self, 'export_visitor') && (
        <button type="button" className={controls.quiet} aria-disabled={isExporting} onClick={exportData}>
          {isExporting ? 'Exporting…' : 'Export data'}
        </button>
      )}
      {can(self, 'erase_visitor') && (
        <button type="button" className={controls.quiet} onClick={() => setIsErasing(true)}>
          Delete visitor data…
        </button>
      )}
      <p role="alert">{problem}</p>
      <Modal title="Delete visitor data?" isOpen={isErasing} onClose={() => setIsErasing(false)}>
        <ErasureForm visitorId={visitorId} name={name} />
      </Modal>
    </div>
  )
}

/** What has to be typed: a deletion that cannot be taken back must not happen by a slip. */
const WORD = 'delete'

function ErasureForm({ visitorId, name }: VisitorDataProps) {
  const { eraseVisitor } = useDesk()

  async function erase({ word = '' }: Readonly<Record<string, string>>): Promise<FormProblem | null> {
    if (word.trim().toLowerCase() !== WORD) {
      return { fields: { word: `Type the word ${WORD} to go on.` }, form: null }
    }
    try {
      await eraseVisitor(visitorId)
      return null
    } catch (error) {
      return { fields: {}, form: `The data could not be deleted. ${reasonOf(error)}` }
    }
  }

  return (
    <div className={styles.erasure}>
      <p>
        Everything that <bdi>{name}</bdi> and your team wrote to each other, in all conversations, and
        everything known of this visitor is deleted, for everyone. This cannot be undone.
      </p>
      <AccountForm submitLabel="Delete for good" busyLabel="Deleting…" onSubmit={erase}>
        {(errorOf) => (
          <TextField
            name="word"
            label={`Type ${WORD} to confirm`}
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
