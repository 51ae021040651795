import type { SiteField } from '@/client/desk/sites/site-draft'
import { siteWords } from '@/client/words/settings/site-words'
import controls from '@/components/controls/controls.module.css'
import styles from './save-bar.module.css'
import type { SiteForm } from './use-site-form'

const { t } = siteWords

/** Shows whether there are unsaved changes, and saves them. Sticky while there are any. */
export function SaveBar({ form }: { form: SiteForm }) {
  const { isDirty, isBusy, problem, done, wasChangedMeanwhile, conflicts, discard } = form
  return (
    <div className={styles.bar}>
      <div role="status" className={styles.words}>
        {wasChangedMeanwhile && <p className={styles.warning}>{sentenceAfterChange(isDirty, conflicts)}</p>}
        {isDirty && !wasChangedMeanwhile && <p>{t('unsaved')}</p>}
        {!isDirty && done !== '' && <p className={styles.done}>{done}</p>}
      </div>
      <div role="alert">
        {problem !== null && (
          <p className={styles.problem}>{problem.field === null ? problem.sentence : t('lookAtRed')}</p>
        )}
      </div>
      {isDirty && (
        <p className={controls.choices}>
          <button type="submit" className={controls.button} aria-disabled={isBusy}>
            {isBusy ? t('saving') : t('save')}
          </button>
          <button type="button" className={controls.secondary} onClick={discard}>
            {t('discard')}
          </button>
        </p>
      )}
    </div>
  )
}

function sentenceAfterChange(isDirty: boolean, conflicts: readonly SiteField[]): string {
  if (!isDirty) return t('madeSameChange')
  if (conflicts.length === 0) return t('changedMeanwhile')
  return t('bothChanged', { names: siteWords.list(conflicts.map((field) => t(`field_${field}`))) })
}
