import { AGENT_HEADER } from '@/contract/agent-header'
import type { Side } from '@/contract/message'
import { SIDE_HEADER } from '@/contract/side-header'
import { agentOfHeaders, renewAgentOfHeaders } from '@/server/agents/agent-session'
import { SupportError } from '@/server/errors'
import type { Viewer } from '@/server/policy/viewer'
import { visitorOfToken } from '@/server/visitors/sessions'
import { readVisitorCookie } from './cookies'
import { addCookies } from './late-cookies'
import { rememberViewer } from './limits/known-viewers'

/** Who these headers' cookies say is asking on the given side, or `null`. */
export async function viewerFromHeaders(headers: Headers, side: Side): Promise<Viewer | null> {
  const viewer = side === 'agent' ? await agentOfHeaders(headers) : await visitorOfHeaders(headers)
  if (viewer !== null) rememberViewer(headers, viewer)
  return viewer
}

/**
 * Who is asking. One browser may be signed in as an agent and be a visitor too; the header tells which it speaks as.
 * Without the header the agent goes first.
 *
 * @throws SupportError `not_authenticated`, and `signed_in_as_another` when the page that asks shows another agent
 */
export async function requireViewer(request: Request): Promise<Viewer> {
  const side = readSide(request)
  const viewer = side
    ? await viewerFromRequest(request, side)
    : ((await viewerFromRequest(request, 'agent')) ?? (await viewerFromRequest(request, 'visitor')))
  if (viewer === null) throw new SupportError('not_authenticated')
  if (viewer.side === 'agent') requireExpectedAgent(request.headers, viewer.id)
  return viewer
}

/** As {@link viewerFromHeaders}. A session that is due is renewed, and the answer carries its cookie. */
async function viewerFromRequest(request: Request, side: Side): Promise<Viewer | null> {
  if (side === 'visitor') return viewerFromHeaders(request.headers, side)

  const { agent, cookies } = await renewAgentOfHeaders(request.headers)
  addCookies(request, cookies)
  if (agent !== null) rememberViewer(request.headers, agent)
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

function readSide(request: Request): Side | null {
  const side = request.headers.get(SIDE_HEADER)
  if (side === null || side === 'agent' || side === 'visitor') return side
  throw new SupportError('validation_failed', { param: SIDE_HEADER })
}

async function visitorOfHeaders(headers: Headers): Promise<Viewer | null> {
  const token = readVisitorCookie(headers)
  return token === null ? null : visitorOfToken(token, { siteKey: null, mode: 'COOKIE' })
}
