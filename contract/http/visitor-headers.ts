/** The public key of the visitor's site. Without it, the site is that of the installation's own page. */
export const SITE_HEADER = 'Porchlight-Site'

/** A visitor's credential, when the frame's cookie does not stick. It is a secret: never log it or put it into a URL. */
export const VISITOR_HEADER = 'Porchlight-Visitor'

/** When a conversation is started, {@link IN_HEADER} asks for the credential in the answer instead of a cookie. */
export const CREDENTIAL_HEADER = 'Porchlight-Credential'
export const IN_HEADER = 'header'
