/** Put in by whatever bundles this code. */
declare const PORCHLIGHT_BUILD: string | undefined

/** Names a build: each answer of a server carries it, and each request of our own clients. */
export const BUILD_HEADER = 'Porchlight-Build'

/**
 * The build that this code is of, made of its sources: the same on every machine that built the same. What runs from its sources is the
 * build `development`.
 */
export const BUILD = typeof PORCHLIGHT_BUILD === 'string' ? PORCHLIGHT_BUILD : 'development'

/** What a client says beside its build: the number of the contract that it was written for. */
export const CONTRACT_HEADER = 'Porchlight-Contract'

/**
 * Raised by hand in the change that makes a client of the release before misread an answer or send what is refused. Version
 * 0.1.0 was 1, and said nothing.
 */
export const CONTRACT = 2

/** The oldest that is served: that of the release before. Older clients get `client_outdated`; who says nothing is served. */
export const OLDEST_CONTRACT = 1
