import { generateRandomCodeVerifier, generateRandomNonce, generateRandomState } from 'oauth4webapi'
import { seal, unseal } from '@/server/settings/sealed'

/** How long a person may take at the provider, in seconds. */
export const ATTEMPT_SECONDS = 10 * 60

/** What a browser keeps while its person is at the provider: by this the answer is known to be one to its own question. */
export type Attempt = {
  /** Comes back with the answer. */
  state: string
  /** Comes back in the ID token. */
  nonce: string
  /** Only its hash was told: who has seen nothing but the code cannot redeem it (PKCE). */
  verifier: string
  /** The agent whose account is to be connected; `null`: to sign in. */
  connects: string | null
  /** In milliseconds since 1970. */
  expiresAt: number
}

const CONTEXT = 'oidc attempt'

/** A new one, with secrets of its own. */
export function newAttempt(connects: string | null): Attempt {
  return {
    state: generateRandomState(),
    nonce: generateRandomNonce(),
    verifier: generateRandomCodeVerifier(),
    connects,
    expiresAt: Date.now() + ATTEMPT_SECONDS * 1_000,
  }
}

/** For a cookie, so that strangers who press the button leave no row behind. Neither readable nor to be made elsewhere. */
export function sealAttempt(attempt: Attempt): string {
  return Buffer.from(seal(JSON.stringify(attempt), CONTEXT)).toString('base64url')
}

/** What {@link sealAttempt} made, or `null` for anything else and for what has expired. */
export function openAttempt(sealed: string | null): Attempt | null {
  const text = sealed === null ? null : unseal(Buffer.from(sealed, 'base64url'), CONTEXT)
  if (text === null) return null
  const attempt = JSON.parse(text) as Attempt
  const left = attempt.expiresAt - Date.now()
  return left > 0 && left <= ATTEMPT_SECONDS * 1_000 ? attempt : null
}
