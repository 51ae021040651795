import { PREVIEW_LENGTH } from '@/contract/log/inbox'
import type { Crowd } from '../crowd'
import type { Report } from './findings'
import type { Truth } from './truth'

/** Whether rows and totals of every inbox are those of the database. */
export function checkInboxes(report: Report, { totals, byConversation }: Truth, { agents }: Crowd): void {
  const all = [...totals.values()]
  const unread = all.filter(({ agent_unread }) => agent_unread > 0).length
  const waiting = all.filter(({ waiting_since }) => waiting_since !== null).length
  for (const { name, inbox } of agents) {
    if (inbox === null) continue
    const { rows, unreadTotal, needsAnswerTotal } = inbox.getSnapshot()
    report.addIf('inbox', unreadTotal !== unread, () => `${name}: ${unreadTotal} unread, SQL ${unread}`)
    report.addIf(
      'inbox',
      needsAnswerTotal !== waiting,
      () => `${name}: ${needsAnswerTotal} wait, SQL ${waiting}`,
    )
    for (const { conversation } of rows) {
      const total = totals.get(conversation.id)
      const newest = byConversation.get(conversation.id)?.findLast(({ kind }) => kind !== 'EVENT')
      const { preview, visitor } = conversation
      const isTrue =
        total?.status === conversation.status &&
        total.last_position === conversation.lastSequence &&
        (total.waiting_since?.toISOString() ?? null) === conversation.waitingSince &&
        total.agent_unread === conversation.unreadCount &&
        total.is_blocked === (visitor.block !== null) &&
        newest?.id === preview?.messageId &&
        newest?.version === preview?.version &&
        newest?.content.slice(0, PREVIEW_LENGTH) === preview?.text
      report.addIf(
        'inbox',
        !isTrue,
        () => `${name}: ${JSON.stringify(conversation)}, SQL ${JSON.stringify({ ...total, newest })}`,
      )
    }
  }
}
