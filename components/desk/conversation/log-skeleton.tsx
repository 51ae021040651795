import { inboxWords } from '@/client/words/inbox/words'
import styles from './log-skeleton.module.css'

const { t } = inboxWords

/** A placeholder for the messages while they load. */
export function LogSkeleton() {
  return (
    <div className={styles.skeleton} role="status">
      <span className="visually-hidden">{t('loadingMessages')}</span>
      <i />
      <i />
      <i />
    </div>
  )
}
