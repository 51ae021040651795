import type { Side } from '@/contract/message'
import { SIDE_HEADER } from '@/contract/side-header'
import { agentOfHeaders } from '@/server/auth/agents'
import { SupportError } from '@/server/support/errors'
import type { Viewer } from '@/server/support/viewer'
import { visitorOfToken } from '@/server/support/visitors'
import { readVisitorCookie } from './cookies'

/** Who these headers' cookies say is asking on the given side, or `null`. */
export async function viewerFromHeaders(headers: Headers, side: Side): Promise<Viewer | null> {
  if (side === 'agent') return agentOfHeaders(headers)

  const token = readVisitorCookie(headers)
  return token === null ? null : visitorOfToken(token)
}

/**
 * Who is asking. One browser may be signed in as an agent and be a visitor too; the header tells which it speaks as.
 * Without the header the agent goes first.
 *
 * @throws SupportError `not_authenticated`
 */
export async function requireViewer(request: Request): Promise<Viewer> {
  const side = readSide(request)
  const viewer = side
    ? await viewerFromHeaders(request.headers, side)
    : ((await viewerFromHeaders(request.headers, 'agent')) ??
      (await viewerFromHeaders(request.headers, 'visitor')))
  if (viewer === null) throw new SupportError('not_authenticated')
  return viewer
}

function readSide(request: Request): Side | null {
  const side = request.headers.get(SIDE_HEADER)
  if (side === null || side === 'agent' || side === 'visitor') return side
  throw new SupportError('validation_failed', { param: SIDE_HEADER })
}
