/** Longest message we store, in Unicode code points. */
export const MAX_CONTENT_LENGTH = 4_000

/** Longest name of a person, in Unicode code points. */
export const MAX_NAME_LENGTH = 100

/** Longest e-mail address, in characters (RFC 5321, section 4.5.3.1.3, less the angle brackets). */
export const MAX_EMAIL_LENGTH = 254

/** Longest address of a page that we store, in characters. */
export const MAX_URL_LENGTH = 2_048

/** Pages that are kept of each visitor: where they were last. */
export const MAX_VISITED_PAGES = 20

/** How often a minute a visitor may say which page they are on. */
export const MAX_PAGE_VISITS_PER_MINUTE = 30

/** Events that are kept of each visitor: what their pages told last. */
export const MAX_TRACKED_EVENTS = 20

/** Events that one call tells, and calls a minute of a visitor. */
export const MAX_EVENTS_AT_ONCE = 5
export const MAX_TRACK_CALLS_PER_MINUTE = 30

/** Longest name of an event and of a value in it, in UTF-16 code units; its values, and their text as JSON. */
export const MAX_EVENT_NAME_LENGTH = 100
export const MAX_EVENT_KEY_LENGTH = 60
export const MAX_EVENT_DATA_ENTRIES = 20
export const MAX_EVENT_DATA_LENGTH = 1_000

/** How long ago an event may have happened when it is told, in seconds. */
export const MAX_EVENT_AGE_SECONDS = 24 * 60 * 60

/** Most items one page of a list may hold. */
export const MAX_PAGE_SIZE = 100

/** Messages a page holds when the caller does not say. */
export const DEFAULT_PAGE_SIZE = 50

/** Conversations the inbox asks for at a time. */
export const INBOX_PAGE_SIZE = 30

/** Largest body of a request, in bytes. */
export const MAX_BODY_BYTES = 65_536

/** Shortest password of an agent, in characters. */
export const MIN_PASSWORD_LENGTH = 10

/** Longest token of the set-up link that is looked at, in characters. Ours are shorter. */
export const MAX_SETUP_TOKEN_LENGTH = 200

/** Longest password of an agent, in characters. Hashing costs time, so there is an upper end. */
export const MAX_PASSWORD_LENGTH = 128

/** How long the author of a message may edit or delete it, in milliseconds. */
export const MESSAGE_EDIT_MS = 5 * 60_000

/** Longest token of an invitation or a reset link that is looked at, in characters. Ours are shorter. */
export const MAX_LINK_TOKEN_LENGTH = 200

/** How long an invitation works, in milliseconds. */
export const INVITATION_MS = 7 * 24 * 60 * 60_000

/** How long a link to a new password works, in milliseconds. */
export const RESET_LINK_MS = 24 * 60 * 60_000

/** Invitations that may wait at the same time. */
export const MAX_OPEN_INVITATIONS = 100

/** A person takes at least this long, in milliseconds, from opening the chat to sending the first message. */
export const MIN_OPEN_MS = 1_000

/** Longest identity token that is looked at, in characters. It is checked before the token is parsed. */
export const MAX_IDENTITY_TOKEN_LENGTH = 4_096

/** Longest id by which a site calls one of its users, in characters. */
export const MAX_EXTERNAL_ID_LENGTH = 255

/** Longest code of a second factor that is looked at, in characters, with the spaces and dashes that people type. */
export const MAX_CODE_LENGTH = 64

/** Codes of a second factor that may be tried on an account within {@link CODE_WINDOW_SECONDS}. */
export const MAX_CODE_TRIES = 5

/** How long tried codes are counted together, in seconds. */
export const CODE_WINDOW_SECONDS = 15 * 60

/** Recovery codes that an account is given. */
export const RECOVERY_CODES = 10

/** The query with which a sign-in provider sends a browser back, in characters. Codes of some providers have 2,000. */
export const MAX_PROVIDER_ANSWER_LENGTH = 8_192

/** Largest picture of an agent, in bytes. */
export const MAX_PICTURE_BYTES = 64_000

/** Shortest and longest side of an agent's picture, in pixels. */
export const MIN_PICTURE_SIDE = 64
export const MAX_PICTURE_SIDE = 512
