/** The public key of the site whose visitor a request speaks for. Without it: the installation's own page. */
export const SITE_HEADER = 'Porchlight-Site'

/** A visitor's credential, where the browser keeps no cookie for the frame. A secret: never logged, never in an address. */
export const VISITOR_HEADER = 'Porchlight-Visitor'

/** With the value {@link IN_HEADER}, at the start of a conversation: answer with the credential instead of setting a cookie. */
export const CREDENTIAL_HEADER = 'Porchlight-Credential'
export const IN_HEADER = 'header'
