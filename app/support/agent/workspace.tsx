'use client'

import { inboxWords } from '@/client/words/inbox/words'
import type { ConversationSnapshot } from '@/contract/conversation'
import { ChatConversation } from './[conversationId]/chat-conversation'
import { useDesk } from './desk-context'
import { FirstRun } from './first-run'
import styles from './workspace.module.css'

const { t } = inboxWords

/**
 * Shows whatever conversation the address names, whichever page the server drew.
 *
 * @param initial the conversation that the server put into its page
 */
export function Workspace({ initial }: { initial: ConversationSnapshot | null }) {
  const { place, hasConversations } = useDesk()
  const { conversationId } = place

  return (
    <div className={styles.workspace} data-part="workspace" data-follows-address>
      {conversationId !== null ? (
        <ChatConversation
          key={conversationId}
          conversationId={conversationId}
          initial={initial?.conversation.id === conversationId ? initial : null}
        />
      ) : (
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
      )}
    </div>
  )
}
