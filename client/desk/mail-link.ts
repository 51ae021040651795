import type { DeskConversation } from '@/client/desk/inbox/desk-conversation'
import { inboxWords } from '@/client/words/inbox/words'
import { hostOf } from './visitor-facts'

const { t } = inboxWords

/** A mailto: link with a subject that names the site the visitor wrote from. */
export function mailLink(email: string, { context }: Pick<DeskConversation, 'context'>): string {
  const host = hostOf(context?.pageUrl ?? null)
  const subject = host === null ? t('mailSubject') : t('mailSubjectOn', { host })
  return `mailto:${encodeURIComponent(email)}?subject=${encodeURIComponent(subject)}`
}
