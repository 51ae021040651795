import type { Outcome } from './publisher'

/** What the SDK or the service says went wrong. */
type Refusal = { statusCode?: number; code?: number; message?: string }

/** The outcome of a publish that went wrong. */
export function outcomeOfRefusal({ statusCode, code, message }: Refusal): Outcome {
  // What is wrong with the message itself stays wrong; a key, a limit or an outage may be mended.
  const status = statusCode === 400 || statusCode === 413 ? 'refused' : 'failed'
  return { status, reason: `${code} ${message}` }
}
