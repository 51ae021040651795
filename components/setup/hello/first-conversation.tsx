'use client'

import { CircleCheck } from 'lucide-react'
import Link from 'next/link'
import { useEffect, useMemo, useState } from 'react'
import { createApi } from '@/client/api/api'
import { attempt } from '@/client/desk/account/account'
import { INBOX_PATH } from '@/client/desk/account/next-path'
import { siteWords } from '@/client/words/settings/site-words'
import controls from '@/components/controls/controls.module.css'
import { WORKSPACE_CHANNEL } from '@/contract/log/channels'
import { useIsAvailable } from '@/hooks/desk/use-own-availability'
import { useEnter } from '@/hooks/realtime/use-presence'
import styles from './first-conversation.module.css'

const { t } = siteWords

/** How often to poll for the first conversation, in milliseconds. */
const POLL_MS = 3_000

type FirstConversationProps = { self: { id: string; name: string }; address: string | null }

/**
 * Links to a page with the chat, waits for a message from there, and links to it in the inbox. The admin counts as available
 * meanwhile, as in the inbox.
 */
export function FirstConversation({ self, address }: FirstConversationProps) {
  const conversationId = useFirstConversation(self.id)
  useEnter(WORKSPACE_CHANNEL, { data: { name: self.name, isAvailable: useIsAvailable(self.id) } })
  return (
    <section className={styles.hello} aria-label={t('firstConversation')}>
      <ol>
        <li>{t('hello1')}</li>
        <li>{t('hello2')}</li>
        <li>{t('hello3')}</li>
      </ol>
      <p className={controls.choices}>
        {address !== null && (
          <a className={controls.secondary} href={address} target="_blank" rel="noopener noreferrer">
            {t('openSite')}
          </a>
        )}
        {/* Not `next/link`: it opens a new tab. */}
        <a className={controls.secondary} href="/" target="_blank" rel="noopener">
          {t('demoShop')}
        </a>
      </p>
      <div role="status">
        {conversationId === null ? (
          <p className={styles.waiting}>{t('waitingForFirst')}</p>
        ) : (
          <p className={styles.arrived}>
            <CircleCheck size={20} aria-hidden="true" />
            <span>{t('arrived')}</span>
          </p>
        )}
      </div>
      {conversationId !== null && (
        <p className={controls.choices}>
          <Link className={controls.button} href={`${INBOX_PATH}/${conversationId}`} prefetch={false}>
            {t('answerIt')}
          </Link>
        </p>
      )}
    </section>
  )
}

/** The newest conversation, as soon as there is one. Polls while this page is visible. */
function useFirstConversation(selfId: string): string | null {
  const api = useMemo(() => createApi({ side: 'agent', agentId: selfId }), [selfId])
  const [conversationId, setConversationId] = useState<string | null>(null)

  useEffect(() => {
    if (conversationId !== null) return
    async function look() {
      if (document.visibilityState === 'hidden') return
      const { value } = await attempt(api.listConversations({ limit: 1 }))
      const [first] = value?.data ?? []
      if (first !== undefined) setConversationId(first.id)
    }
    const poll = () => void look()
    const timer = setInterval(poll, POLL_MS)
    document.addEventListener('visibilitychange', poll)
    poll()
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', poll)
    }
  }, [api, conversationId])

  return conversationId
}
