'use client'

import Link from 'next/link'
import { deskHref } from '@/client/desk/desk-place'
import { inboxWords } from '@/client/words/inbox/words'
import controls from '@/components/controls/controls.module.css'
import { useMediaQuery } from '@/hooks/browser/use-media-query'
import { usePlace } from '@/hooks/desk/use-desk'
import styles from './no-such-conversation.module.css'

const { t } = inboxWords

/**
 * Shown for an unknown conversation: explains why it may be missing, and links back to the inbox.
 *
 * @param wasErased it was deleted while it was open
 */
export function NoSuchConversation({ wasErased = false }: { wasErased?: boolean }) {
  const place = usePlace()
  const Heading = useMediaQuery('(max-width: 719px)') ? 'h1' : 'h2'
  return (
    <section
      id="conversation"
      tabIndex={-1}
      className={styles.missing}
      data-part="workspace"
      aria-labelledby="missing-heading"
    >
      <div role="status">
        <Heading id="missing-heading">{wasErased ? t('wasErased') : t('noConversation')}</Heading>
        <p>{wasErased ? t('wasErasedAbout') : t('noConversationAbout')}</p>
      </div>
      <Link
        href={deskHref({ ...place, conversationId: null, isDetailsOpen: false })}
        className={controls.button}
        prefetch={false}
      >
        {t('backToInbox')}
      </Link>
    </section>
  )
}
