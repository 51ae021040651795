'use client'

import type { DeskConversation } from '@/client/desk/inbox/desk-conversation'
import { formatExactTime } from '@/client/text/format-time'
import { inboxWords } from '@/client/words/inbox/words'
import controls from '@/components/controls/controls.module.css'
import { LateDialog } from '@/components/desk/late-dialog'
import { NamedText } from '@/components/ui/named-text'
import { useNow } from '@/hooks/browser/use-now'
import { useAction } from '@/hooks/desk/use-action'
import { useDialog, usePlace } from '@/hooks/desk/use-desk'
import styles from './visitor-data.module.css'

const { t } = inboxWords

const loadBlock = () => import('./block-dialog').then(({ BlockDialog }) => BlockDialog)

type Visitor = DeskConversation['visitor']

/** Blocks or unblocks the visitor. Only blocking asks for confirmation. */
export function VisitorBlock({ visitor }: { visitor: Visitor }) {
  const { label, isBusy, props } = useAction('toggle-block')
  const [isAsking, close] = useDialog('block', usePlace().conversationId)
  const { block } = visitor

  // One button for both, so that it keeps the focus.
  return (
    <div className={styles.actions}>
      {block && <Since block={block} />}
      <button type="button" className={controls.quiet} aria-disabled={isBusy} {...props}>
        {label}
      </button>
      <LateDialog load={loadBlock} visitor={visitor} isOpen={isAsking} onClose={close} />
    </div>
  )
}

function Since({ block: { since, by } }: { block: NonNullable<Visitor['block']> }) {
  const now = useNow()
  return (
    <p className={styles.note}>
      {by === null ? (
        <span>{t('blockedSince')}</span>
      ) : (
        <NamedText around={inboxWords.around('blockedSinceBy')} name={by} />
      )}{' '}
      <time dateTime={since}>{now !== null && formatExactTime(new Date(since))}</time>
    </p>
  )
}
