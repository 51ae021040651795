import { useWords } from '@/hooks/browser/use-words'
import styles from './broken-part.module.css'

type BrokenPartProps = {
  /** Says what could not be shown, and that nothing is lost. */
  text: string
  /** Its grid area in the inbox. */
  part?: 'list' | 'workspace'
  onRetry: () => void
}

/** The fallback of a part that failed to render: an explanation, a retry and a reload button. */
export function BrokenPart({ text, part, onRetry }: BrokenPartProps) {
  const { t } = useWords()
  return (
    <div role="alert" className={styles.broken} data-part={part}>
      <p>{text}</p>
      <div className={styles.ways}>
        <button type="button" onClick={onRetry}>
          {t('showAgain')}
        </button>
        <button type="button" onClick={() => window.location.reload()}>
          {t('reloadPage')}
        </button>
      </div>
    </div>
  )
}
