import type { Outcome } from './publisher'

/** An error from the SDK or the service. */
type Refusal = { statusCode?: number; code?: number; message?: string }

/** The outcome of a failed publish. */
export function outcomeOfRefusal({ statusCode, code, message }: Refusal): Outcome {
  // An invalid message stays invalid; a key, a limit or an outage may be fixed.
  const status = statusCode === 400 || statusCode === 413 ? 'refused' : 'failed'
  return { status, reason: `${code} ${message}` }
}
