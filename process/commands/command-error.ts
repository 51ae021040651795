/** Why a command stops without having done anything, as a message for the person who ran it. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}
