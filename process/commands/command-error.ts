/** Why a command ends without having done anything: one message for the person who called it. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}
