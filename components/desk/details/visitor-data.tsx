'use client'

import { useState } from 'react'
import { saveFile } from '@/client/browser/save-file'
import { inboxWords } from '@/client/words/inbox/words'
import controls from '@/components/controls/controls.module.css'
import { LateDialog } from '@/components/desk/late-dialog'
import { can } from '@/contract/policy'
import { useDesk } from '../desk-context'
import { reasonOf } from '../reason-of'
import styles from './visitor-data.module.css'

const { t } = inboxWords

const loadErasure = () => import('./erasure-dialog').then(({ ErasureDialog }) => ErasureDialog)

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
      <LateDialog
        load={loadErasure}
        visitorId={visitorId}
        name={name}
        isOpen={isErasing}
        onClose={() => setIsErasing(false)}
      />
    </div>
  )
}
