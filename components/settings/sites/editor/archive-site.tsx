import { useRef, useState } from 'react'
import { siteWords } from '@/client/words/settings/site-words'
import { ConfirmDialog, type Question } from '@/components/controls/confirm-dialog'
import controls from '@/components/controls/controls.module.css'
import type { Site } from '@/contract/sites/site'
import styles from './archive-site.module.css'

const { t } = siteWords

/** Archives a site after confirmation, or reactivates it. Deletes nothing. */
export function ArchiveSite({
  site,
  onChange,
}: {
  site: Site
  onChange: (isActive: boolean) => Promise<string | null>
}) {
  const [question, setQuestion] = useState<Question | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const button = useRef<HTMLButtonElement>(null)

  async function reactivate() {
    if (isBusy) return
    setIsBusy(true)
    setProblem(await onChange(true))
    setIsBusy(false)
  }

  function askToArchive() {
    setProblem(null)
    setQuestion({
      title: t('archiveQuestion'),
      about: t('archiveWarning'),
      confirmLabel: t('archive'),
      confirm: () => onChange(false),
    })
  }

  return (
    <section className={styles.archive} aria-labelledby="archive">
      <h2 id="archive">{site.isActive ? t('archiveThis') : t('useAgain')}</h2>
      <p>{site.isActive ? t('archiveAbout') : t('useAgainAbout')}</p>
      <div role="alert">{problem !== null && <p className={styles.problem}>{problem}</p>}</div>
      {/* One button for both, so that it keeps the focus. */}
      <button
        ref={button}
        type="button"
        className={controls.secondary}
        aria-disabled={isBusy}
        onClick={site.isActive ? askToArchive : () => void reactivate()}
      >
        {site.isActive ? t('archive') : t('useItAgain')}
      </button>
      <ConfirmDialog
        question={question}
        onClose={() => setQuestion(null)}
        returnFocus={() => button.current}
      />
    </section>
  )
}
