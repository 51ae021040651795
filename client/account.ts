import { AGENT_HEADER } from '@/contract/agent-header'
import { type ErrorBody, type ErrorCode, errorCodes } from '@/contract/error-codes'
import type { SetUpDraft } from '@/contract/set-up'
import { SIDE_HEADER } from '@/contract/side-header'

/** Why it did not work. `no_answer`: nobody knows whether it did, because no answer of Porchlight's came. */
export type AccountProblem = {
  code: ErrorCode | 'no_answer'
  param: string | null
  retryAfterSeconds: number | null
}

/** `null` when it worked; the browser then holds, or no longer holds, the session's cookie. */
type AccountAnswer = Promise<AccountProblem | null>

/** Opens a session. A wrong password is answered as `not_authenticated`. */
export function signIn(credentials: { email: string; password: string }): AccountAnswer {
  return post('/api/auth/sign-in/email', credentials)
}

/** Ends the session, unless it is not this agent's any more. */
export function signOut(agentId: string): AccountAnswer {
  return post('/api/auth/sign-out', {}, { [AGENT_HEADER]: agentId })
}

/** Makes the first admin and signs them in. A wrong or missing token is answered as `wrong_setup_token`. */
export function setUp(draft: SetUpDraft): AccountAnswer {
  return post('/api/setup', draft)
}

async function post(path: string, body: unknown, headers: Record<string, string> = {}): AccountAnswer {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', [SIDE_HEADER]: 'agent', ...headers },
      body: JSON.stringify(body),
    })
    return response.ok ? null : problemOf(response, await response.json())
  } catch {
    return { code: 'no_answer', param: null, retryAfterSeconds: null }
  }
}

function problemOf(response: Response, body: Partial<ErrorBody>): AccountProblem {
  const { code, param = null } = body.error ?? {}
  if (code === undefined || !(code in errorCodes)) {
    return { code: 'no_answer', param: null, retryAfterSeconds: null }
  }
  const retryAfter = Number(response.headers.get('Retry-After'))
  return { code, param, retryAfterSeconds: retryAfter > 0 ? retryAfter : null }
}
