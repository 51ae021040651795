'use client'

import Link from 'next/link'
import { deskHref } from '@/client/desk/desk-place'
import { inboxWords } from '@/client/words/inbox/words'
import controls from '@/components/controls/controls.module.css'
import { useMediaQuery } from '@/hooks/browser/use-media-query'
import { useDesk } from '../desk-context'
import styles from './no-such-conversation.module.css'

const { t } = inboxWords

/**
 * For an address that leads to no conversation: what may have happened, and the way out.
 *
 * @param wasErased it was here, and was deleted while it was open
 */
export function NoSuchConversation({ wasErased = false }: { wasErased?: boolean }) {
  const { place } = useDesk()
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
