'use client'

import Link from 'next/link'
import { deskHref } from '@/client/desk-place'
import controls from '@/components/agent/controls.module.css'
import { useMediaQuery } from '@/hooks/use-media-query'
import { useDesk } from '../desk-context'
import styles from './no-such-conversation.module.css'

/** For an address that leads to no conversation: what may have happened, and the way out. */
export function NoSuchConversation() {
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
      <Heading id="missing-heading">There is no such conversation</Heading>
      <p>The link may be incomplete, or the conversation was deleted. Choose another from the inbox.</p>
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
