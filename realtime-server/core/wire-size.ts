/** How much longer than its size a message can be on the wire: base64, escapes. */
export const WIRE_FACTOR = 4

/** What names, ids and a batch's channels take beside that, in bytes. */
export const ENVELOPE = 64 * 1024
