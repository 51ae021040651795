import type { ErrorCode } from '@/contract/error-codes'

type Answer = {
  status: number
  code: ErrorCode
  message: string
  param: string | null
  requestId: string
  retryAfterSeconds: number | null
}

/** Porchlight answered, with an error. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  /** Possibly one that this page does not know, from a newer server. */
  readonly code: ErrorCode
  /** The field that is wrong, when it is one field. */
  readonly param: string | null
  /** What the server's log calls this request. */
  readonly requestId: string
  /** When trying again makes sense, if the server said so. */
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

/** No answer of Porchlight's came, so nobody knows whether the request had an effect. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError'

  constructor(options?: ErrorOptions) {
    super('No answer came.', options)
  }
}

/** True when Porchlight says that this viewer is nobody, or that there is no such thing for it. */
export function isGone(error: unknown): error is ApiError {
  return error instanceof ApiError && (error.code === 'not_found' || error.code === 'not_authenticated')
}

/** True for what a server or a network does now and then; anything else is a mistake of ours. */
export function isExpected(error: unknown): boolean {
  return error instanceof ApiError || error instanceof NetworkError
}
