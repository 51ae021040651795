import { useWords } from '@/hooks/browser/use-words'
import styles from './broken-part.module.css'

type BrokenPartProps = {
  /** Says what cannot be shown, and that nothing is lost. */
  text: string
  /** Its place in the inbox's layout. */
  part?: 'list' | 'workspace'
  onRetry: () => void
}

/** Stands where a part of the page could not be drawn: what became of one's words, and the way on. */
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
