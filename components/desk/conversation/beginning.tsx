import { browserInWords } from '@/client/desk/browser-in-words'
import type { DeskConversation } from '@/client/desk/inbox/desk-conversation'
import { pageName } from '@/client/desk/visitor-facts'
import { inboxWords } from '@/client/words/inbox/words'
import styles from './beginning.module.css'
import { useOwnHosts } from './use-own-hosts'

const { t } = inboxWords

/** The page that the conversation started on and the visitor's browser, above the first message. */
export function Beginning({ conversation: { context, siteId } }: { conversation: DeskConversation }) {
  const page = pageName(context?.pageUrl, useOwnHosts(siteId))
  if (page === null) return null
  return (
    <p className={styles.beginning}>
      <span>{t('startedFrom')}</span>
      <bdi dir="ltr">
        <b>{page}</b>
      </bdi>
      {context?.browser && <span>{` · ${browserInWords(context.browser)}`}</span>}
    </p>
  )
}
