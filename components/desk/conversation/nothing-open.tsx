import { inboxWords } from '@/client/words/inbox/words'
import { useInboxView } from '@/hooks/desk/use-desk'
import { FirstRun } from '../list/first-run'
import styles from './nothing-open.module.css'

const { t } = inboxWords

/** The empty state of the workspace while no conversation is open. */
export function NothingOpen() {
  const hasConversations = useInboxView((view) => view.hasConversations)
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
