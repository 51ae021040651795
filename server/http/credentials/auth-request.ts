import { apiCalls } from '@/contract/api-calls'
import type { ErrorCode } from '@/contract/error-codes'
import { AGENT_HEADER } from '@/contract/http/agent-header'
import { credentials } from '@/contract/people/sign-in'
import { agentOfHeaders } from '@/server/agents/agent-session'
import { agentAuth, type Refusal } from '@/server/agents/agents'
import { endOvertakenSignIn, storedPassword } from '@/server/agents/overtaken-sign-in'
import { withSecondFactor } from '@/server/agents/two-factor/second-factor'
import { SupportError } from '@/server/errors'
import { readBytes, readJson } from '../input'
import { knownDeviceCookie, requireSignInAllowed } from '../limits/sign-in-limits'
import { requireExpectedAgent } from './session'

/** What of the library is open. It has many more addresses, each with faults of its own to come. */
const OPEN = [apiCalls.signIn, apiCalls.signOut]

/** What the sign-in library's statuses mean in our own words. */
const codes: Record<number, ErrorCode> = {
  400: 'validation_failed',
  401: 'not_authenticated',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
  422: 'validation_failed',
}

/**
 * Lets the sign-in library answer, with its errors in the form of all others.
 *
 * @param network where the request came from, for counting tries
 * @throws SupportError `not_found` for what is not open, and one for every answer of the library that is an error
 */
export async function handleAuth(request: Request, network: string): Promise<Response> {
  const { pathname } = new URL(request.url)
  const call = OPEN.find(({ method, path }) => method === request.method && path === pathname)
  if (call === undefined) throw new SupportError('not_found')

  if (call === apiCalls.signOut) await requireOwnSession(request)

  const draft = call === apiCalls.signIn ? await readJson(request, credentials) : null
  if (draft !== null) await requireSignInAllowed(request.headers, network, draft.email)

  // The code is ours to check, and none of the library's business.
  const { code, ...known } = draft ?? {}
  const body = draft === null ? await readBytes(request) : JSON.stringify(known)
  const password = draft === null ? null : await storedPassword(draft.email)
  const response = await withSecondFactor(code, () => agentAuth().handler(withBody(request, body)))
  if (response.status < 400) {
    // Cookies only: the library's body repeats the session's token, which no script needs to see.
    const headers = cookiesOf(response)
    if (draft === null) return Response.json({}, { headers })
    const { token } = (await response.json()) as { token: string }
    if (await endOvertakenSignIn(draft.email, password, token)) throw new SupportError('not_authenticated')
    headers.append('Set-Cookie', knownDeviceCookie(draft.email))
    return Response.json({}, { headers })
  }

  const { refusal } = (await response.json().catch(() => ({}))) as { refusal?: Refusal }
  if (refusal !== undefined) throw new SupportError(refusal.code, refusal)
  throw new SupportError(codes[response.status] ?? 'internal_error')
}

/** A page of an agent who is signed out already must not sign out the agent who came after them. */
async function requireOwnSession({ headers }: Request): Promise<void> {
  if (!headers.has(AGENT_HEADER)) return
  const agent = await agentOfHeaders(headers)
  if (agent !== null) requireExpectedAgent(headers, agent.id)
}

function cookiesOf(response: Response): Headers {
  const headers = new Headers()
  for (const cookie of response.headers.getSetCookie()) headers.append('Set-Cookie', cookie)
  return headers
}

/** The same request, whose body was read. */
function withBody(request: Request, body: BodyInit): Request {
  const headers = new Headers(request.headers)
  headers.delete('content-length')
  return new Request(request.url, { method: request.method, headers, body })
}
