/** How many times its size a message can take on the wire: base64, escapes. */
export const WIRE_FACTOR = 4

/** Bytes for names, ids and a batch's channels on top of that. */
export const ENVELOPE = 64 * 1024
