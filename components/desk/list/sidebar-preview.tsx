'use client'

import type { DeskConversation } from '@/client/desk/inbox/desk-conversation'
import { draftKeyOf, noteKeyOf } from '@/client/outbox/draft-key'
import { clipText } from '@/client/text/clip-text'
import { withoutMarkup } from '@/client/text/markup'
import { inboxWords } from '@/client/words/inbox/words'
import { classNames } from '@/components/ui/class-names'
import type { InboxPreview } from '@/contract/log/inbox'
import { useDraftText } from '@/hooks/conversation/use-draft-text'
import styles from './sidebar-row.module.css'

const { t } = inboxWords

/** More text than a row can show, in UTF-16 code units. */
const SHOWN_LENGTH = 200
/** How much is parsed for markup: more than is shown, so that the cut rarely splits a pair of marks. */
const READ_LENGTH = 1_000

type SidebarPreviewProps = {
  conversation: DeskConversation
  /** This agent's id. */
  selfId: string
  /** Whether the conversation is open, so that its draft is visible anyway. */
  isCurrent: boolean
  isTyping: boolean
  /** Whether it has its line to itself. */
  isAlone: boolean
}

/** A row's second line: typing, else an unsent draft, else the last message. */
export function SidebarPreview(props: SidebarPreviewProps) {
  const { conversation, selfId, isCurrent, isTyping, isAlone } = props
  const { id, preview } = conversation
  const className = classNames(styles.preview, isAlone && styles.alone)
  const replyKey = draftKeyOf(selfId, id)
  const reply = useDraftText(replyKey).trim()
  const note = useDraftText(noteKeyOf(replyKey)).trim()
  const draft = isCurrent ? '' : reply || note

  if (isTyping) {
    return (
      <span className={className}>
        <em>{t('typing')}</em>
      </span>
    )
  }
  if (draft !== '') {
    return (
      <span className={className} dir="auto">
        <em>{t(reply === '' ? 'noteDraft' : 'draft')}</em>
        <span>{clipText(draft, SHOWN_LENGTH)}</span>
      </span>
    )
  }
  return (
    <span className={className} dir="auto">
      {preview === null ? t('noMessage') : wordsOf(preview, selfId)}
    </span>
  )
}

function wordsOf(preview: InboxPreview, selfId: string): string {
  if (preview.deletedAt !== null) return preview.kind === 'note' ? t('noteDeleted') : t('messageDeleted')
  const text = clipText(preview.text, READ_LENGTH)
  if (preview.side === 'visitor') return clipText(text, SHOWN_LENGTH)
  const author = preview.senderId === selfId ? t('you') : (preview.senderName ?? t('colleague'))
  const words = clipText(withoutMarkup(text), SHOWN_LENGTH)
  return t(preview.kind === 'note' ? 'notedBy' : 'saidBy', { name: author, text: words })
}
