import { type Api, createApi } from '@/client/api/api'
import { ApiError } from '@/client/api/api-error'
import type { ErrorCode } from '@/contract/error-codes'
import type { PasswordChange } from '@/contract/people/account'
import type { Arrival, Departure } from '@/contract/people/oidc'
import type { Acceptance, InvitationPreview, PasswordReset, ResetPreview } from '@/contract/people/people'
import type { SetUpDraft } from '@/contract/people/set-up'

/**
 * Why a request failed. `no_answer`: there was no response from Porchlight, so it may have succeeded. `cookie_refused`: it
 * succeeded, but the browser rejected the session cookie.
 */
export type AccountProblem = {
  code: ErrorCode | 'no_answer' | 'cookie_refused'
  param: string | null
  retryAfterSeconds: number | null
}

/** `null` on success; the session cookie is then set or cleared. */
type AccountAnswer = Promise<AccountProblem | null>

/** The result, or why the request failed. */
export type Result<Value> = { value: Value; problem: null } | { value: null; problem: AccountProblem }

/**
 * Opens a session. A wrong password fails with `not_authenticated`. For accounts with two-factor sign-in, a correct password
 * fails with `second_factor_required` without a code, and with `wrong_code` for a wrong one.
 */
export function signIn(credentials: { email: string; password: string; code?: string }): AccountAnswer {
  return openSession(apiOf(null).signIn(credentials))
}

/** Starts a sign-in at the provider and returns the provider's URL to visit. */
export function beginProviderSignIn(): Promise<Result<Departure>> {
  return attempt(apiOf(null).beginProviderSignIn({}))
}

/**
 * Completes a sign-in with the provider's response.
 *
 * @param answer the query string with which the provider redirected the browser
 */
export async function completeProviderSignIn(answer: string): Promise<Result<Arrival>> {
  const result = await attempt(apiOf(null).completeProviderSignIn({ answer }))
  if (result.value?.outcome !== 'signed_in') return result
  const problem = await doubtOfCookie()
  return problem === null ? result : { value: null, problem }
}

/** Ends the session, if it is still this agent's. */
export async function signOut(agentId: string): AccountAnswer {
  return (await attempt(apiOf(agentId).signOut({}))).problem
}

/** Creates the first admin and signs them in. A wrong or missing token fails with `wrong_setup_token`. */
export function setUp(draft: SetUpDraft): AccountAnswer {
  return openSession(apiOf(null).setUp(draft))
}

/** Details of the invitation behind a link. */
export function previewInvitation(token: string): Promise<Result<InvitationPreview>> {
  return attempt(apiOf(null).previewInvitation({ token }))
}

/** Creates an account from an invitation and signs in. */
export function acceptInvitation(acceptance: Acceptance): AccountAnswer {
  return openSession(apiOf(null).acceptInvitation(acceptance))
}

/** The account whose password a link resets. */
export function previewReset(token: string): Promise<Result<ResetPreview>> {
  return attempt(apiOf(null).previewReset({ token }))
}

/** Sets a new password with a reset link. Does not sign in. */
export async function resetPassword(reset: PasswordReset): AccountAnswer {
  return (await attempt(apiOf(null).resetPassword(reset))).problem
}

/** The calls for an agent's own account. Each names the agent, in case another one has signed in in another tab. */
export function accountOf(agentId: string) {
  const api = apiOf(agentId)
  return {
    rename: (name: string) => attempt(api.patchProfile({ name })),
    setPicture: (file: Blob) => attempt(api.putPicture(file)),
    removePicture: () => attempt(api.removePicture()),
    /** A wrong current password fails with `wrong_password`, an address in use with `email_taken`. */
    changeEmail: (change: { email: string; currentPassword: string }) => attempt(api.patchProfile(change)),
    /** Also ends all other sessions. A wrong current password fails with `wrong_password`. */
    changePassword: (change: PasswordChange) => attempt(api.changePassword(change)),
    /** Returns the key for an authenticator app. A wrong password fails with `wrong_password`. */
    beginTwoFactor: (currentPassword: string) => attempt(api.beginTwoFactor({ currentPassword })),
    /** Turns it on and returns the recovery codes. A wrong code fails with `wrong_code`. */
    confirmTwoFactor: (code: string) => attempt(api.confirmTwoFactor({ code })),
    /** Invalidates the previous codes. A wrong password fails with `wrong_password`. */
    renewRecoveryCodes: (currentPassword: string) => attempt(api.renewRecoveryCodes({ currentPassword })),
    /** Returns the provider's URL to visit. A wrong password fails with `wrong_password`. */
    connectProvider: (currentPassword: string) => attempt(api.connectProvider({ currentPassword })),
    disconnectProvider: (currentPassword: string) => attempt(api.disconnectProvider({ currentPassword })),
    turnOffTwoFactor: (currentPassword: string) => attempt(api.turnOffTwoFactor({ currentPassword })),
    sessions: () => attempt(api.listSessions()),
    endSession: (id: string) => attempt(api.endSession(id)),
    /** Ends all sessions, or all but the current one. */
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

/** Browsers silently drop a session cookie over plain http or if cookies are disabled. */
async function doubtOfCookie(): AccountAnswer {
  const { problem: doubt } = await attempt(apiOf(null).getProfile())
  return doubt?.code === 'not_authenticated' ? { ...doubt, code: 'cookie_refused' } : null
}

/** The result, or why the request failed. Rejects only for bugs. */
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
