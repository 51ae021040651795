/** Longest message we store, in Unicode code points. */
export const MAX_CONTENT_LENGTH = 4_000

/** Longest name of a person, in Unicode code points. */
export const MAX_NAME_LENGTH = 100

/** Longest e-mail address, in characters (RFC 5321, section 4.5.3.1.3, less the angle brackets). */
export const MAX_EMAIL_LENGTH = 254

/** Longest address of a page that we store, in characters. */
export const MAX_URL_LENGTH = 2_048

/** Most recent pages kept for each visitor. */
export const MAX_VISITED_PAGES = 20

/** Page reports a visitor may send per minute. */
export const MAX_PAGE_VISITS_PER_MINUTE = 30

/** Most recent tracked events kept for each visitor. */
export const MAX_TRACKED_EVENTS = 20

/** Events per call, and calls per minute and visitor. */
export const MAX_EVENTS_AT_ONCE = 5
export const MAX_TRACK_CALLS_PER_MINUTE = 30

/** Longest event name and data key, in UTF-16 code units; most data entries; and longest data as JSON. */
export const MAX_EVENT_NAME_LENGTH = 100
export const MAX_EVENT_KEY_LENGTH = 60
export const MAX_EVENT_DATA_ENTRIES = 20
export const MAX_EVENT_DATA_LENGTH = 1_000

/** Greatest age of an event when it is reported, in seconds. */
export const MAX_EVENT_AGE_SECONDS = 24 * 60 * 60

/** Most items on one page of a list. */
export const MAX_PAGE_SIZE = 100

/** Log entries per page if the caller does not specify it. */
export const DEFAULT_PAGE_SIZE = 50

/** Conversations the inbox fetches at a time. */
export const INBOX_PAGE_SIZE = 30

/** Largest body of a request, in bytes. */
export const MAX_BODY_BYTES = 65_536

/** Shortest password of an agent, in characters. */
export const MIN_PASSWORD_LENGTH = 10

/** Longest set-up token accepted for checking, in characters. Ours are shorter. */
export const MAX_SETUP_TOKEN_LENGTH = 200

/** Longest password of an agent, in characters. Bounds the cost of hashing. */
export const MAX_PASSWORD_LENGTH = 128

/** How long the author of a message may edit or delete it, in milliseconds. */
export const MESSAGE_EDIT_MS = 5 * 60_000

/** Longest invitation or reset token accepted for checking, in characters. Ours are shorter. */
export const MAX_LINK_TOKEN_LENGTH = 200

/** How long an invitation is valid, in milliseconds. */
export const INVITATION_MS = 7 * 24 * 60 * 60_000

/** How long a password reset link is valid, in milliseconds. */
export const RESET_LINK_MS = 24 * 60 * 60_000

/** Most invitations that may be open at once. */
export const MAX_OPEN_INVITATIONS = 100

/** Shortest time a person needs from opening the chat to sending the first message, in milliseconds. */
export const MIN_OPEN_MS = 1_000

/** Longest identity token, in characters. Checked before parsing. */
export const MAX_IDENTITY_TOKEN_LENGTH = 4_096

/** Longest id that a site may give one of its users, in characters. */
export const MAX_EXTERNAL_ID_LENGTH = 255

/** Longest second-factor code accepted for checking, in characters, including spaces and dashes. */
export const MAX_CODE_LENGTH = 64

/** Second-factor attempts per account within {@link CODE_WINDOW_SECONDS}. */
export const MAX_CODE_TRIES = 5

/** The window for counting attempts, in seconds. */
export const CODE_WINDOW_SECONDS = 15 * 60

/** Recovery codes per account. */
export const RECOVERY_CODES = 10

/** Longest query a sign-in provider may send a browser back with, in characters. Some providers' codes take 2,000. */
export const MAX_PROVIDER_ANSWER_LENGTH = 8_192

/** Largest picture of an agent, in bytes. */
export const MAX_PICTURE_BYTES = 64_000

/** Shortest and longest side of an agent's picture, in pixels. */
export const MIN_PICTURE_SIDE = 64
export const MAX_PICTURE_SIDE = 512
