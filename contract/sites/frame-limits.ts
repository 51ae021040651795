/*
 * Limits of the messages between a page and the chat frame in it. Kept apart from the message tables, so that code which
 * needs only the limits does not load those.
 */

/** Longest message in UTF-16 code units, and most messages per second. Receivers drop the excess. */
export const MAX_FRAME_MESSAGE_LENGTH = 8_192
export const MAX_FRAME_MESSAGES_PER_SECOND = 50

/** Senders truncate titles to this length, in UTF-16 code units, and cap counts at this number. */
export const MAX_PAGE_TITLE_LENGTH = 300
export const MAX_UNREAD_COUNT = 9_999

/** Tallest preview card that the frame may request, in CSS pixels. */
export const MAX_PREVIEW_HEIGHT = 240

/** Longest language tag, in UTF-16 code units. Senders truncate longer ones, which name no language. */
export const MAX_LANGUAGE_LENGTH = 100
