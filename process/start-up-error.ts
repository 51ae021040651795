/** Why the start ends: one sentence for the person in front of the terminal, without a stack. */
export class StartUpError extends Error {
  override readonly name = 'StartUpError'
}
