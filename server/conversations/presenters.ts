import type { AbleConversation } from '@/contract/log/conversation'
import { abilitiesOf } from '@/contract/policy'
import { presentSide } from '@/server/database/side'
import { presentMessage, presentTime } from '@/server/log/present'
import type { Viewer } from '@/server/policy/viewer'
import { type ConversationRow, newestMessage } from './rows'

/** The only road from a conversation's row to the outside world. */
export function presentConversation(row: ConversationRow, viewer: Viewer): AbleConversation {
  const newest = newestMessage(row)
  return {
    id: row.id,
    userId: row.user_id,
    siteId: row.site_id,
    status: row.status,
    lastSequence: Number(row.last_place),
    visitorReadSequence: Number(row.visitor_read_place),
    agentReadSequence: Number(row.agent_read_place),
    revision: Number(row.revision),
    lastActivityAt: presentTime(row.last_activity_at),
    // What the team has put aside is not for the visitor to know.
    waitingSince:
      viewer.side === 'agent' && row.status === 'OPEN' && row.waiting_since
        ? presentTime(row.waiting_since)
        : null,
    createdAt: presentTime(row.created_at),
    updatedAt: presentTime(row.updated_at),
    visitor: {
      id: row.user_id,
      revision: Number(row.visitor_revision),
      name: row.visitor_name,
      email: row.visitor_email,
      isVerified: row.visitor_is_verified,
      emailToldBy: row.visitor_email_told_by && presentSide(row.visitor_email_told_by),
      block: row.visitor_blocked_at && {
        since: presentTime(row.visitor_blocked_at),
        // Whom it may blame is not for the visitor to know.
        by: viewer.side === 'agent' ? row.blocker_name : null,
      },
    },
    context: viewer.side === 'agent' ? presentContext(row) : null,
    lastMessage: newest && presentMessage(newest),
    unreadCount: Number(row.unread_count),
    abilities: abilitiesOf(
      viewer.side === 'agent' ? viewer : { ...viewer, isBlocked: row.visitor_blocked_at !== null },
    ),
  }
}

function presentContext(row: ConversationRow) {
  return {
    pageUrl: row.page_url,
    referrer: row.referrer,
    language: row.language,
    timeZone: row.time_zone,
    browser: row.browser,
  }
}
