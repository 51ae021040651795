/** Passes the nonce for scripts to the pages. `process/web/pages.ts` sets it, overwriting what a client sends. */
export const NONCE_HEADER = 'porchlight-nonce'
