'use client'

import Link from 'next/link'
import { deskHref } from '@/client/desk/desk-place'
import controls from '@/components/agent/controls.module.css'
import { useMediaQuery } from '@/hooks/use-media-query'
import { useDesk } from '../desk-context'
import styles from './no-such-conversation.module.css'

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
        <Heading id="missing-heading">
          {wasErased ? 'This visitor’s data was deleted' : 'There is no such conversation'}
        </Heading>
        <p>
          {wasErased
            ? 'Nothing of the conversation is left. Choose another from the inbox.'
            : 'The link may be incomplete, or the conversation was deleted. Choose another from the inbox.'}
        </p>
      </div>
      <Link
        href={deskHref({ ...place, conversationId: null, isDetailsOpen: false })}
        className={controls.button}
        prefetch={false}
      >
        Back to inbox
      </Link>
    </section>
  )
}
