import { AGENT_HEADER } from '@/contract/http/agent-header'
import { SIDE_HEADER } from '@/contract/http/side-header'
import { VISITOR_HEADER } from '@/contract/http/visitor-headers'
import type { Side } from '@/contract/log/message'
import { agentOfHeaders, renewAgentOfHeaders } from '@/server/agents/agent-session'
import { SupportError } from '@/server/errors'
import type { Viewer } from '@/server/policy/viewer'
import { visitorOfToken } from '@/server/visitors/sessions'
import { rememberViewer } from '../limits/known-viewers'
import { credentialsOf, pageCredentials, siteOfRequest } from './credentials'
import { addCookies } from './late-cookies'

/** The agent who is signed in where a page is asked for, or `null`. */
export async function agentOfPage(headers: Headers): Promise<Viewer | null> {
  const agent = await agentOfHeaders(headers)
  if (agent !== null) rememberViewer(pageCredentials(headers), agent)
  return agent
}

/**
 * Who is asking. One browser may be signed in as an agent and be a visitor too; the header tells which it speaks as.
 * Without the header a visitor's token that is sent as a header counts first, then the agent, then the visitor.
 *
 * @throws SupportError `not_authenticated`; `signed_in_as_another` when the page that asks shows another agent;
 *   `identity_required` as {@link requireIdentity}
 */
export async function requireViewer(request: Request): Promise<Viewer> {
  const side = readSide(request)
  const viewer =
    side === 'visitor'
      ? await visitorOf(request)
      : ((await agentOf(request)) ?? (side === null ? await visitorOf(request) : null))
  if (viewer === null) throw new SupportError('not_authenticated')
  if (viewer.side === 'agent') requireExpectedAgent(request.headers, viewer.id)
  else await requireIdentity(request, viewer)
  return viewer
}

/**
 * Refuses visitors for whom their site has not vouched, where it demands that.
 *
 * @param visitor `null` for a stranger
 * @throws SupportError `identity_required`
 */
export async function requireIdentity(request: Request, visitor: Viewer | null): Promise<void> {
  if (visitor?.isVerified) return
  const { settings } = await siteOfRequest(request)
  if (settings.identity === 'required') throw new SupportError('identity_required')
}

/** The visitor whose token the request carries, or `null`. */
export async function visitorOf(request: Request): Promise<Viewer | null> {
  const credentials = credentialsOf(request)
  const { visitor: given, site } = credentials
  if (given === null) return null
  const visitor = await visitorOfToken(given.token, { siteKey: site?.key ?? null, mode: given.mode })
  if (visitor !== null) rememberViewer(credentials, visitor)
  return visitor
}

/** The agent whose cookie the request carries, or `null`. A session that is due is renewed, and the answer carries its cookie. */
async function agentOf(request: Request): Promise<Viewer | null> {
  const credentials = credentialsOf(request)
  if (credentials.agentCookie === null) return null
  const { agent, cookies } = await renewAgentOfHeaders(request.headers)
  addCookies(request, cookies)
  if (agent !== null) rememberViewer(credentials, agent)
  return agent
}

/**
 * For requests of pages that say which agent they show. Those of other clients say nothing.
 *
 * @throws SupportError `signed_in_as_another`
 */
export function requireExpectedAgent(headers: Headers, agentId: string): void {
  const expected = headers.get(AGENT_HEADER)
  if (expected !== null && expected !== agentId) throw new SupportError('signed_in_as_another')
}

function readSide({ headers }: Request): Side | null {
  const side = headers.get(SIDE_HEADER)
  if (side === 'agent' || side === 'visitor') return side
  if (side !== null) throw new SupportError('validation_failed', { param: SIDE_HEADER })
  return headers.has(VISITOR_HEADER) ? 'visitor' : null
}
