import * as ablyAuth from '@/app/api/ably/auth/route'
import * as agentAuth from '@/app/api/auth/[...all]/route'
import * as health from '@/app/api/health/route'
import * as setUp from '@/app/api/setup/route'
import * as agentPassword from '@/app/api/support/agents/me/password/route'
import * as agent from '@/app/api/support/agents/me/route'
import * as agentSession from '@/app/api/support/agents/me/sessions/[sessionId]/route'
import * as agentSessions from '@/app/api/support/agents/me/sessions/route'
import * as availability from '@/app/api/support/availability/route'
import * as message from '@/app/api/support/conversations/[conversationId]/messages/[messageId]/route'
import * as messages from '@/app/api/support/conversations/[conversationId]/messages/route'
import * as readPosition from '@/app/api/support/conversations/[conversationId]/read-position/route'
import * as conversation from '@/app/api/support/conversations/[conversationId]/route'
import * as conversations from '@/app/api/support/conversations/route'
import * as visitorBlock from '@/app/api/support/visitors/[visitorId]/block/route'
import * as visitorExport from '@/app/api/support/visitors/[visitorId]/export/route'
import * as visitor from '@/app/api/support/visitors/[visitorId]/route'
import type { Answer } from '@/server/http/answer'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
/** A route as `server/http/handler.ts` makes it. */
type RouteHandler = {
  // biome-ignore lint/suspicious/noExplicitAny: each route names its own parameters; the path guarantees them
  answer: (request: Request, params: any) => Promise<Answer>
}

/** What a `route.ts` exports: a handler for each method that it takes. */
export type RouteModule = Partial<Record<Method, RouteHandler>>

/** The folder `app/api` as a table; a test keeps the two equal. `:name` is one segment, `*` the rest of the path. */
export const apiRoutes: { path: string; module: RouteModule }[] = [
  { path: '/api/ably/auth', module: ablyAuth },
  { path: '/api/auth/*', module: agentAuth },
  { path: '/api/health', module: health },
  { path: '/api/setup', module: setUp },
  { path: '/api/support/agents/me', module: agent },
  { path: '/api/support/agents/me/password', module: agentPassword },
  { path: '/api/support/agents/me/sessions', module: agentSessions },
  { path: '/api/support/agents/me/sessions/:sessionId', module: agentSession },
  { path: '/api/support/availability', module: availability },
  { path: '/api/support/conversations', module: conversations },
  { path: '/api/support/conversations/:conversationId', module: conversation },
  { path: '/api/support/conversations/:conversationId/messages', module: messages },
  { path: '/api/support/conversations/:conversationId/messages/:messageId', module: message },
  { path: '/api/support/conversations/:conversationId/read-position', module: readPosition },
  { path: '/api/support/visitors/:visitorId', module: visitor },
  { path: '/api/support/visitors/:visitorId/block', module: visitorBlock },
  { path: '/api/support/visitors/:visitorId/export', module: visitorExport },
]
