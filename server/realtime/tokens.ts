import { touchSession } from '@/server/agents/sessions'
import { SupportError } from '@/server/errors'
import { requireCan } from '@/server/policy/require-can'
import type { Viewer } from '@/server/policy/viewer'
import { env } from '@/server/settings/env'
import { conversationIdsOf, visitorNow } from '@/server/visitors/sessions'
import { realtimeService } from './service'
import { capabilityOf, signRealtimeToken } from './token'

/** Longest lifetime of an agent's token. Short, so that it expires soon after its session if the service cannot revoke it. */
const MAX_AGENT_TTL_SECONDS = 5 * 60

/**
 * Issues a realtime token for a viewer. A visitor's token covers their newest conversations.
 *
 * @throws SupportError `blocked`; `not_found` for a visitor without conversations, who has nothing to listen to yet;
 *   `not_authenticated` if the session has just ended
 */
export async function issueRealtimeToken(viewer: Viewer): Promise<string> {
  requireCan(viewer, 'listen')
  const conversationIds = viewer.side === 'visitor' ? await conversationIdsOf(viewer) : []
  if (viewer.side === 'visitor' && conversationIds.length === 0) throw new SupportError('not_found')

  const { REALTIME_TOKEN_TTL_SECONDS } = env()
  const token = await signRealtimeToken(viewer, capabilityOf(viewer, conversationIds), {
    ttlSeconds:
      viewer.side === 'agent'
        ? Math.min(REALTIME_TOKEN_TTL_SECONDS, MAX_AGENT_TTL_SECONDS)
        : REALTIME_TOKEN_TTL_SECONDS,
    signingKey: realtimeService().signingKey,
  })
  // Recheck after signing: if the viewer was blocked or signed out in the meantime, tokens may already have been revoked
  // without this one.
  if (viewer.side === 'visitor') await requireStillListening(viewer)
  else if (viewer.sessionId !== undefined && !(await touchSession(viewer.sessionId)))
    throw new SupportError('not_authenticated')
  return token
}

async function requireStillListening(viewer: Viewer): Promise<void> {
  const visitor = await visitorNow(viewer)
  if (visitor === null) throw new SupportError('not_authenticated')
  requireCan(visitor, 'listen')
}
