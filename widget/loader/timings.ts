/*
 * Times in milliseconds. In a separate file, because the bundler then inlines them.
 */

/** How long the frame may take to answer the handshake. */
export const HANDSHAKE_MS = 8_000

/** How often to check the address in browsers that do not report its changes. */
export const LOOK_MS = 1_000

/** How long to wait for the title, which pages set after the address. */
export const TITLE_MS = 300
