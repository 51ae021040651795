import { generateRandomCodeVerifier, generateRandomNonce, generateRandomState } from 'oauth4webapi'
import { seal, unseal } from '@/server/settings/sealed'

/** How long a person may take to sign in at the provider, in seconds. */
export const ATTEMPT_SECONDS = 10 * 60

/** What a browser keeps while its user is at the provider, to verify that the response belongs to its own request. */
export type Attempt = {
  /** Returned in the response. */
  state: string
  /** Returned in the ID token. */
  nonce: string
  /** The provider got only its hash, so that a stolen code alone cannot be redeemed (PKCE). */
  verifier: string
  /** The agent whose account to connect; `null` to sign in. */
  connects: string | null
  /** In milliseconds since 1970. */
  expiresAt: number
}

const CONTEXT = 'oidc attempt'

/** Creates an attempt with fresh secrets. */
export function newAttempt(connects: string | null): Attempt {
  return {
    state: generateRandomState(),
    nonce: generateRandomNonce(),
    verifier: generateRandomCodeVerifier(),
    connects,
    expiresAt: Date.now() + ATTEMPT_SECONDS * 1_000,
  }
}

/** Encrypts and authenticates an attempt for a cookie, so that strangers who click the button leave no rows behind. */
export function sealAttempt(attempt: Attempt): string {
  return Buffer.from(seal(JSON.stringify(attempt), CONTEXT)).toString('base64url')
}

/** Opens the result of {@link sealAttempt}; `null` if it is invalid or expired. */
export function openAttempt(sealed: string | null): Attempt | null {
  const text = sealed === null ? null : unseal(Buffer.from(sealed, 'base64url'), CONTEXT)
  if (text === null) return null
  const attempt = JSON.parse(text) as Attempt
  const left = attempt.expiresAt - Date.now()
  return left > 0 && left <= ATTEMPT_SECONDS * 1_000 ? attempt : null
}
