/** Makes a request harmless to repeat, in the place of an id in its body. */
export const IDEMPOTENCY_HEADER = 'Idempotency-Key'
