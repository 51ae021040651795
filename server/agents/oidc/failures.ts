import {
  AuthorizationResponseError,
  JSON_ATTRIBUTE_COMPARISON,
  JWT_CLAIM_COMPARISON,
  ResponseBodyError,
} from 'oauth4webapi'
import { SupportError } from '@/server/errors'
import { log } from '@/server/logger'

/**
 * Converts a failure between the provider and us into our own error. Logs what helps an admin, but not the provider's response,
 * which may contain tokens.
 */
export function failureOf(error: unknown, issuer: string): SupportError {
  if (error instanceof SupportError) return error
  const { code, reason } = explain(error)
  log.auth.warn({ issuer, code, reason }, 'signing in with the provider failed')
  return new SupportError(code)
}

type Failure = { code: 'provider_refused' | 'provider_answer_stale' | 'provider_unavailable'; reason: string }

function explain(error: unknown): Failure {
  if (error instanceof AuthorizationResponseError) {
    const isBusy = error.error === 'server_error' || error.error === 'temporarily_unavailable'
    return { code: isBusy ? 'provider_unavailable' : 'provider_refused', reason: short(error.error) }
  }
  if (error instanceof ResponseBodyError) {
    // The code was already redeemed, has expired, or belongs to another browser.
    const isStale = error.error === 'invalid_grant'
    return { code: isStale ? 'provider_answer_stale' : 'provider_unavailable', reason: short(error.error) }
  }
  const { code, message, cause } = error as Error & { code?: string; cause?: Cause }
  const isMisnamed = code === JSON_ATTRIBUTE_COMPARISON && cause?.attribute === 'issuer'
  const reason = isMisnamed
    ? `OIDC_ISSUER differs from the provider's own issuer: ${cause.body?.issuer}`
    : [message, cause?.message].filter(Boolean).join(': ')
  // The token's nonce, audience or issuer does not match.
  const isStale = code === JWT_CLAIM_COMPARISON
  return { code: isStale ? 'provider_answer_stale' : 'provider_unavailable', reason: short(reason) }
}

/** The cause of a failed connection, or of metadata that names another issuer. */
type Cause = { message?: string; attribute?: string; body?: { issuer?: string } }

function short(text: string): string {
  return text.slice(0, 200)
}
