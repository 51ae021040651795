import { speakerHeaders } from '@/client/api/api'
import { REQUEST_TIMEOUT_MS } from '@/client/constants'
import type { AgentSessions, EndedSessions, PasswordChange, Profile } from '@/contract/account'
import { type ErrorBody, type ErrorCode, errorCodes } from '@/contract/error-codes'
import type { SetUpDraft } from '@/contract/set-up'

/**
 * Why it did not work. `no_answer`: nobody knows whether it did, because no answer of Porchlight's came in time.
 * `cookie_refused`: it did, and the browser does not keep the session's cookie.
 */
export type AccountProblem = {
  code: ErrorCode | 'no_answer' | 'cookie_refused'
  param: string | null
  retryAfterSeconds: number | null
}

/** `null` when it worked; the browser then holds, or no longer holds, the session's cookie. */
type AccountAnswer = Promise<AccountProblem | null>

/** What was asked for, or why it did not come. */
type Result<Value> = { value: Value; problem: null } | { value: null; problem: AccountProblem }

/** Opens a session. A wrong password is answered as `not_authenticated`. */
export function signIn(credentials: { email: string; password: string }): AccountAnswer {
  return openSession('/api/auth/sign-in/email', credentials)
}

/** Ends the session, unless it is not this agent's any more. */
export async function signOut(agentId: string): AccountAnswer {
  return (await call('POST', '/api/auth/sign-out', { body: {}, agentId })).problem
}

/** Makes the first admin and signs them in. A wrong or missing token is answered as `wrong_setup_token`. */
export function setUp(draft: SetUpDraft): AccountAnswer {
  return openSession('/api/setup', draft)
}

/** What an agent does with their own account. Each says for whom it is, in case another tab has signed in somebody else. */
export function accountOf(agentId: string) {
  const me = '/api/support/agents/me'
  return {
    rename: (name: string) => call<Profile>('PATCH', me, { body: { name }, agentId }),
    /** Ends all other sessions, too. A wrong present password is answered as `wrong_password`. */
    changePassword: (change: PasswordChange) =>
      call<EndedSessions>('PUT', `${me}/password`, { body: change, agentId }),
    sessions: () => call<AgentSessions>('GET', `${me}/sessions`, { agentId }),
    endSession: (id: string) => call<EndedSessions>('DELETE', `${me}/sessions/${id}`, { agentId }),
    /** Signs out everywhere, or everywhere else. */
    endSessions: ({ keepCurrent }: { keepCurrent: boolean }) =>
      call<EndedSessions>('DELETE', `${me}/sessions?keepCurrent=${keepCurrent}`, { agentId }),
  }
}

async function openSession(path: string, body: unknown): AccountAnswer {
  const { problem } = await call('POST', path, { body })
  if (problem !== null) return problem

  // Over plain http, or with cookies switched off, browsers drop the session without a word.
  const { problem: doubt } = await call('GET', '/api/support/agents/me', {})
  return doubt?.code === 'not_authenticated' ? { ...doubt, code: 'cookie_refused' } : null
}

async function call<Value>(
  method: string,
  path: string,
  { body, agentId }: { body?: unknown; agentId?: string },
): Promise<Result<Value>> {
  try {
    const response = await fetch(path, {
      method,
      headers: {
        ...speakerHeaders({ side: 'agent', agentId: agentId ?? null }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    })
    const answer = await response.json()
    return response.ok
      ? { value: answer, problem: null }
      : { value: null, problem: problemOf(response, answer) }
  } catch {
    return { value: null, problem: { code: 'no_answer', param: null, retryAfterSeconds: null } }
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
