import { inboxWords } from '@/client/words/inbox/words'
import { useDesk } from '../desk-context'
import { FirstRun } from '../list/first-run'
import styles from './nothing-open.module.css'

const { t } = inboxWords

/** Beside the list while no conversation is open. */
export function NothingOpen() {
  const { hasConversations } = useDesk()
  return (
    <section id="conversation" tabIndex={-1} aria-label={t('conversation')} className={styles.nothing}>
      {hasConversations ? (
        <p>{t('chooseConversation')}</p>
      ) : (
        <>
          <h2>{t('inboxReady')}</h2>
          <FirstRun />
        </>
      )}
    </section>
  )
}
