/** Carries to the pages the nonce that their scripts need. `main.ts` sets it; what a client sends is replaced. */
export const NONCE_HEADER = 'porchlight-nonce'
