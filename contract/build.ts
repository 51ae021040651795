/** Defined by the bundler. */
declare const PORCHLIGHT_BUILD: string | undefined

/** Identifies the build, in every server response and every request from our pages. */
export const BUILD_HEADER = 'Porchlight-Build'

/** This code's build: a reproducible hash of the sources; `development` when not bundled. */
export const BUILD = typeof PORCHLIGHT_BUILD === 'string' ? PORCHLIGHT_BUILD : 'development'

/** The contract version that a client was written for. */
export const CONTRACT_HEADER = 'Porchlight-Contract'

/**
 * Increment this by hand with any change that makes clients of the previous release fail or misread a response. Version 0.1.0
 * was 1 and did not send the header.
 */
export const CONTRACT = 2

/** The oldest contract still served: the previous release's. Older clients get `client_outdated`. */
export const OLDEST_CONTRACT = 1
