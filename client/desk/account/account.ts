import { type Api, createApi } from '@/client/api/api'
import { ApiError } from '@/client/api/api-error'
import type { ErrorCode } from '@/contract/error-codes'
import type { PasswordChange } from '@/contract/people/account'
import type { Arrival, Departure } from '@/contract/people/oidc'
import type { Acceptance, InvitationPreview, PasswordReset, ResetPreview } from '@/contract/people/people'
import type { SetUpDraft } from '@/contract/people/set-up'

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
export type Result<Value> = { value: Value; problem: null } | { value: null; problem: AccountProblem }

/**
 * Opens a session. A wrong password is answered as `not_authenticated`; a right one of an account with two-factor sign-in as
 * `second_factor_required` without a code, and as `wrong_code` with one that is not right.
 */
export function signIn(credentials: { email: string; password: string; code?: string }): AccountAnswer {
  return openSession(apiOf(null).signIn(credentials))
}

/** The address at the sign-in provider to go to. */
export function beginProviderSignIn(): Promise<Result<Departure>> {
  return attempt(apiOf(null).beginProviderSignIn({}))
}

/**
 * Hands over what the sign-in provider sent the browser back with.
 *
 * @param answer the query of the address
 */
export async function completeProviderSignIn(answer: string): Promise<Result<Arrival>> {
  const result = await attempt(apiOf(null).completeProviderSignIn({ answer }))
  if (result.value?.outcome !== 'signed_in') return result
  const problem = await doubtOfCookie()
  return problem === null ? result : { value: null, problem }
}

/** Ends the session, unless it is not this agent's any more. */
export async function signOut(agentId: string): AccountAnswer {
  return (await attempt(apiOf(agentId).signOut({}))).problem
}

/** Makes the first admin and signs them in. A wrong or missing token is answered as `wrong_setup_token`. */
export function setUp(draft: SetUpDraft): AccountAnswer {
  return openSession(apiOf(null).setUp(draft))
}

/** What the invitation of a link is for. */
export function previewInvitation(token: string): Promise<Result<InvitationPreview>> {
  return attempt(apiOf(null).previewInvitation({ token }))
}

/** Makes an account by an invitation and signs it in. */
export function acceptInvitation(acceptance: Acceptance): AccountAnswer {
  return openSession(apiOf(null).acceptInvitation(acceptance))
}

/** Whose password a link resets. */
export function previewReset(token: string): Promise<Result<ResetPreview>> {
  return attempt(apiOf(null).previewReset({ token }))
}

/** Sets a new password by a link. Does not sign in. */
export async function resetPassword(reset: PasswordReset): AccountAnswer {
  return (await attempt(apiOf(null).resetPassword(reset))).problem
}

/** What an agent does with their own account. Each says for whom it is, in case another tab has signed in another agent. */
export function accountOf(agentId: string) {
  const api = apiOf(agentId)
  return {
    rename: (name: string) => attempt(api.patchProfile({ name })),
    setPicture: (file: Blob) => attempt(api.putPicture(file)),
    removePicture: () => attempt(api.removePicture()),
    /** A wrong present password is answered as `wrong_password`, an address of a colleague as `email_taken`. */
    changeEmail: (change: { email: string; currentPassword: string }) => attempt(api.patchProfile(change)),
    /** Ends all other sessions, too. A wrong present password is answered as `wrong_password`. */
    changePassword: (change: PasswordChange) => attempt(api.changePassword(change)),
    /** What an authenticator app needs. A wrong password is answered as `wrong_password`. */
    beginTwoFactor: (currentPassword: string) => attempt(api.beginTwoFactor({ currentPassword })),
    /** Turns it on, and answers the recovery codes. A code that is not right is answered as `wrong_code`. */
    confirmTwoFactor: (code: string) => attempt(api.confirmTwoFactor({ code })),
    /** Those before work no more. A wrong password is answered as `wrong_password`. */
    renewRecoveryCodes: (currentPassword: string) => attempt(api.renewRecoveryCodes({ currentPassword })),
    /** The address at the sign-in provider to go to. A wrong password is answered as `wrong_password`. */
    connectProvider: (currentPassword: string) => attempt(api.connectProvider({ currentPassword })),
    disconnectProvider: (currentPassword: string) => attempt(api.disconnectProvider({ currentPassword })),
    turnOffTwoFactor: (currentPassword: string) => attempt(api.turnOffTwoFactor({ currentPassword })),
    sessions: () => attempt(api.listSessions()),
    endSession: (id: string) => attempt(api.endSession(id)),
    /** Signs out everywhere, or everywhere else. */
    endSessions: ({ keepCurrent }: { keepCurrent: boolean }) => attempt(api.endSessions({ keepCurrent })),
  }
}

function apiOf(agentId: string | null): Api {
  return createApi({ side: 'agent', agentId })
}

async function openSession(opening: Promise<unknown>): AccountAnswer {
  const { problem } = await attempt(opening)
  return problem ?? doubtOfCookie()
}

/** Over plain http, or with cookies switched off, browsers drop a new session without a word. */
async function doubtOfCookie(): AccountAnswer {
  const { problem: doubt } = await attempt(apiOf(null).getProfile())
  return doubt?.code === 'not_authenticated' ? { ...doubt, code: 'cookie_refused' } : null
}

/** The answer, or why there is none. Never rejects for what a server or a network does. */
export async function attempt<Value>(asked: Promise<Value>): Promise<Result<Value>> {
  try {
    return { value: await asked, problem: null }
  } catch (error) {
    if (!(error instanceof ApiError))
      return { value: null, problem: { code: 'no_answer', param: null, retryAfterSeconds: null } }
    const { code, param, retryAfterSeconds } = error
    return { value: null, problem: { code, param, retryAfterSeconds } }
  }
}
