/** The public key of the visitor's site. Without it, the default site is used. */
export const SITE_HEADER = 'Porchlight-Site'

/** A visitor's credential, for frames whose cookies are blocked. It is a secret: never log it or put it in a URL. */
export const VISITOR_HEADER = 'Porchlight-Visitor'

/** When starting a conversation, {@link IN_HEADER} requests a credential in the response instead of a cookie. */
export const CREDENTIAL_HEADER = 'Porchlight-Credential'
export const IN_HEADER = 'header'
