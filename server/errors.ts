import { type ErrorCode, errorCodes } from '@/contract/error-codes'

type Details = ErrorOptions & {
  param?: string | undefined
  retryAfterSeconds?: number | undefined
}

/** An expected error. Anything else that is thrown is a bug and becomes `internal_error`. */
export class SupportError extends Error {
  override readonly name = 'SupportError'
  readonly code: ErrorCode
  /** The invalid field of the request, if there is exactly one. */
  readonly param: string | undefined
  /** When to try again, for `rate_limited` and `unavailable`. */
  readonly retryAfterSeconds: number | undefined

  constructor(code: ErrorCode, { param, retryAfterSeconds, ...options }: Details = {}) {
    super(errorCodes[code].message, options)
    this.code = code
    this.param = param
    this.retryAfterSeconds = retryAfterSeconds
  }
}
