/*
 * In milliseconds. Exported from a file of their own, the bundler writes them where they are used.
 */

/** How long the frame may take to answer the handshake. */
export const HANDSHAKE_MS = 8_000

/** How often the address is looked at in browsers that do not tell of its changes. */
export const LOOK_MS = 1_000

/** A page gets its title after its address. */
export const TITLE_MS = 300
