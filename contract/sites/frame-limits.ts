/*
 * Limits of the messages between a page and our frame in it, apart from their schemas: the page's script is too small to carry
 * those.
 */

/** The longest message in UTF-16 code units, and the most messages per second. Receivers drop what exceeds them. */
export const MAX_FRAME_MESSAGE_LENGTH = 8_192
export const MAX_FRAME_MESSAGES_PER_SECOND = 50

/** Senders cut titles to this length, in UTF-16 code units, and counts to this number. */
export const MAX_PAGE_TITLE_LENGTH = 300
export const MAX_UNREAD_COUNT = 9_999

/** The highest card that the frame may ask the page for, in CSS pixels. */
export const MAX_PREVIEW_HEIGHT = 240

/** The longest name of a language, in UTF-16 code units. Senders cut what is longer: it names none. */
export const MAX_LANGUAGE_LENGTH = 100
