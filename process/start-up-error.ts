/** Why start-up failed, as one sentence for the operator, printed without a stack trace. */
export class StartUpError extends Error {
  override readonly name = 'StartUpError'
}
