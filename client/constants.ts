/*
 * Timings and thresholds of the chat, for the code and its tests. Names end with the unit where there is one. CSS cannot read
 * these; stylesheets that repeat one say so.
 */

/** Messages from one author are grouped if they are at most this far apart. */
export const GROUP_GAP_MS = 5 * 60_000

/** Scrolling up further than this unpins the log from the bottom. */
export const PINNED_LEAVE_PX = 96

/** Scrolling closer to the bottom than this pins it again. */
export const PINNED_ENTER_PX = 48

/** Most rows that a log renders. */
export const MAX_ROWS = 300

/** Older messages are loaded when the top is closer than this. */
export const LOAD_OLDER_WITHIN_PX = 800

/** Older messages are inserted once scrolling has stopped for this long. */
export const SCROLL_IDLE_MS = 120

/** The shortest interval between reports of the visitor's page. */
export const PAGE_PAUSE_MS = 2_000

/** The shortest interval between typing signals. */
export const TYPING_SEND_MS = 3_000

/** Typing ends after this long without a keystroke. */
export const TYPING_IDLE_MS = 5_000

/** A typing indicator disappears after this long without a signal. */
export const TYPING_EXPIRY_MS = 6_000

/** How long sending takes before "Sending…" is shown. */
export const SENDING_SHOWN_AFTER_MS = 400

/** How long a message may go unconfirmed while online before it counts as not sent. */
export const NOT_SENT_AFTER_MS = 60_000

/** How long a connection is lost before a notice is shown. */
export const CONNECTION_NOTICE_AFTER_MS = 5_000

/** How long "Back online" stays. */
export const BACK_ONLINE_MS = 2_000

/** A page hidden for longer than this catches up when it is shown. */
export const CATCH_UP_AFTER_HIDDEN_MS = 60_000

/** How often to poll while the realtime connection is down. */
export const POLL_MS = 10_000

/** How long to wait for a gap to close before requesting the missing entries. */
export const GAP_PATIENCE_MS = 250

/** Page size for catching up. */
export const CATCH_UP_PAGE_SIZE = 100

/** How long to wait before sending the newest read position. */
export const READ_DEBOUNCE_MS = 300

/** First and longest pause before replacing a failed realtime client. */
export const RECONNECT_FIRST_MS = 1_000
export const RECONNECT_LONGEST_MS = 60_000

/** How often an open chat requests availability: without a realtime connection, and to verify it. */
export const AVAILABILITY_POLL_MS = 4_000
export const AVAILABILITY_CHECK_MS = 60_000

/** A visitor whose page is hidden for this long no longer counts as present. */
export const PRESENCE_HIDDEN_MS = 5_000

/** How long the page's title and the alert alternate. */
export const TITLE_ALERT_MS = 2_000

/** Request timeout. */
export const REQUEST_TIMEOUT_MS = 15_000

/** First and longest pause between attempts to send. */
export const RETRY_FIRST_MS = 1_000
export const RETRY_LONGEST_MS = 30_000

/** New messages that arrive within this time are announced together. */
export const ANNOUNCER_BATCH_MS = 1_000

/** How long an announcement stays in the DOM. */
export const ANNOUNCEMENT_TTL_MS = 7_000

/** The length to which announced messages are cut, in UTF-16 code units. */
export const ANNOUNCED_CONTENT_LENGTH = 200

/** The composer shows the remaining length from this share of the limit on. */
export const LENGTH_SHOWN_FROM = 0.9

/** Messages with more lines, or more UTF-16 code units, are folded. */
export const FOLDED_LINES = 20
export const FOLDED_LENGTH = 1_200
