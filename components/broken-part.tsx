import styles from './broken-part.module.css'

type BrokenPartProps = {
  /** What cannot be shown, as the beginning of a sentence: `The list`. */
  name: string
  /** Its place in the inbox's layout. */
  part?: 'list' | 'workspace'
  onRetry: () => void
}

/** Stands where a part of the page could not be drawn: what became of one's words, and the way on. */
export function BrokenPart({ name, part, onRetry }: BrokenPartProps) {
  return (
    <div role="alert" className={styles.broken} data-part={part}>
      <p>{`${name} could not be shown. What you have typed is kept.`}</p>
      <div className={styles.ways}>
        <button type="button" onClick={onRetry}>
          Show again
        </button>
        <button type="button" onClick={() => window.location.reload()}>
          Reload page
        </button>
      </div>
    </div>
  )
}
