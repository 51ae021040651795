/** Makes a request safe to retry; an alternative to an id in its body. */
export const IDEMPOTENCY_HEADER = 'Idempotency-Key'
