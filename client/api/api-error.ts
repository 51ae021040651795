import type { ErrorCode } from '@/contract/error-codes'

type Answer = {
  status: number
  code: ErrorCode
  message: string
  param: string | null
  requestId: string
  retryAfterSeconds: number | null
}

/** An error response from Porchlight. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  /** Not necessarily known to this page: the server may be newer. */
  readonly code: ErrorCode
  /** The invalid field, if the error concerns a single field. */
  readonly param: string | null
  /** Identifies the request in the server's log. */
  readonly requestId: string
  /** When to retry, if the server said so. */
  readonly retryAfterSeconds: number | null

  constructor({ message, ...answer }: Answer) {
    super(message)
    this.status = answer.status
    this.code = answer.code
    this.param = answer.param
    this.requestId = answer.requestId
    this.retryAfterSeconds = answer.retryAfterSeconds
  }
}

/** No response from Porchlight, so the request may or may not have taken effect. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError'

  constructor(options?: ErrorOptions) {
    super('No response.', options)
  }
}

/** True if the caller is not signed in, or the resource does not exist for them. */
export function isGone(error: unknown): error is ApiError {
  return error instanceof ApiError && (error.code === 'not_found' || error.code === 'not_authenticated')
}

/**
 * True if no active site has the key. The server delivers a chat only for a key that it knows, so there the site has been archived.
 */
export function isOfArchivedSite(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'unknown_site'
}

/** True for errors that servers and networks cause in normal operation; anything else is a bug. */
export function isExpected(error: unknown): boolean {
  return error instanceof ApiError || error instanceof NetworkError
}
