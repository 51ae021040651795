/*
 * Timings and thresholds of the chat, in one place for the code and its tests. What has no unit in its name is said in
 * the comment. CSS cannot read them: where a stylesheet repeats one, it says so.
 */

/** Messages of one author at most this far apart stand together. */
export const GROUP_GAP_MS = 5 * 60_000

/** Scrolled up further than this, the log lets go of the bottom. */
export const PINNED_LEAVE_PX = 96

/** Closer to the bottom than this, the log takes hold of it again. */
export const PINNED_ENTER_PX = 48

/** Rows that a log draws at most, wherever it stands. */
export const MAX_ROWS = 300

/** Older messages are fetched when the top is nearer than this. */
export const LOAD_OLDER_WITHIN_PX = 800

/** Older messages are put in once nobody has scrolled for this long. */
export const SCROLL_IDLE_MS = 120

/** Which page the visitor is on is told at most this often. */
export const PAGE_PAUSE_MS = 2_000

/** "Typing" is sent at most this often. */
export const TYPING_SEND_MS = 3_000

/** A person who has not typed for this long has stopped. */
export const TYPING_IDLE_MS = 5_000

/** A person not heard of for this long is no longer shown as typing. */
export const TYPING_EXPIRY_MS = 6_000

/** "Sending…" is shown after this. */
export const SENDING_SHOWN_AFTER_MS = 400

/** A message is "not sent" after so long online without an answer. */
export const NOT_SENT_AFTER_MS = 60_000

/** A lost connection is mentioned after this. */
export const CONNECTION_NOTICE_AFTER_MS = 5_000

/** How long "Back online" stays. */
export const BACK_ONLINE_MS = 2_000

/** A page hidden for longer than this asks for what it missed. */
export const CATCH_UP_AFTER_HIDDEN_MS = 60_000

/** How often is asked for news while the realtime connection is away. */
export const POLL_MS = 10_000

/** How long a gap may take to close by itself before it is asked for. */
export const GAP_PATIENCE_MS = 250

/** Messages that one step of catching up asks for. */
export const CATCH_UP_PAGE_SIZE = 100

/** A read position is sent after this, the newest one only. */
export const READ_DEBOUNCE_MS = 300

/** First and longest pause before a realtime client that gave up is replaced. */
export const RECONNECT_FIRST_MS = 1_000
export const RECONNECT_LONGEST_MS = 60_000

/** How often an open chat asks whether an agent is there, while nobody tells it; and how often it makes sure. */
export const AVAILABILITY_POLL_MS = 4_000
export const AVAILABILITY_CHECK_MS = 60_000

/** A visitor whose page is hidden for this long is no longer shown as here. */
export const PRESENCE_HIDDEN_MS = 5_000

/** How long the page's title and the news in it take turns. */
export const TITLE_ALERT_MS = 2_000

/** A request without an answer is given up after this. */
export const REQUEST_TIMEOUT_MS = 15_000

/** First and longest pause between two attempts to send. */
export const RETRY_FIRST_MS = 1_000
export const RETRY_LONGEST_MS = 30_000

/** New messages are announced together when they come within this. */
export const ANNOUNCER_BATCH_MS = 1_000

/** How long an announcement stays in the page. */
export const ANNOUNCEMENT_TTL_MS = 7_000

/** The length that a spoken message is cut to, in UTF-16 code units. */
export const ANNOUNCED_CONTENT_LENGTH = 200

/** The composer tells how much may still be written from this share of the limit on. */
export const LENGTH_SHOWN_FROM = 0.9

/** Messages with more lines, or about as much text, are folded. */
export const FOLDED_LINES = 20
export const FOLDED_LENGTH = 1_200
