/** Defined by the bundler. */
declare const PORCHLIGHT_BUILD: string | undefined

/** Names a build, in every answer of the server and every request of our pages. */
export const BUILD_HEADER = 'Porchlight-Build'

/** This code's build: a hash of the sources, equal on every machine that built the same; `development` when not bundled. */
export const BUILD = typeof PORCHLIGHT_BUILD === 'string' ? PORCHLIGHT_BUILD : 'development'

/** The number of the contract that a client was written for. */
export const CONTRACT_HEADER = 'Porchlight-Contract'

/**
 * Raise it by hand with a change after which a client of the previous release would misread an answer or be refused. Version
 * 0.1.0 was 1 and did not send the header.
 */
export const CONTRACT = 2

/** The oldest contract that is served: that of the previous release. Older clients get `client_outdated`. */
export const OLDEST_CONTRACT = 1
