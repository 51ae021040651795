import {
  MAX_CONTENT_LENGTH,
  MAX_EVENT_NAME_LENGTH,
  MAX_EXTERNAL_ID_LENGTH,
  MAX_IDENTITY_TOKEN_LENGTH,
  MAX_URL_LENGTH,
} from '../limits'
import { count, finite, flag, type MessageOf, nullable, optional, text, textThat } from '../log/message-table'
import { readEmail, readPersonName } from '../visitors/contact'
import {
  MAX_LANGUAGE_LENGTH,
  MAX_PAGE_TITLE_LENGTH,
  MAX_PREVIEW_HEIGHT,
  MAX_UNREAD_COUNT,
} from './frame-limits'

/*
 * The messages between a page and our frame in it. The page posts `connect` to the frame's window with one port. All other
 * messages go through that port as JSON text, whose size is known before it is parsed.
 */

/** True for the only message to the frame's window. The number is the protocol's version. */
export function isConnect(message: unknown): boolean {
  const { porchlight, type, ...rest } = Object(message) as Record<string, unknown>
  return porchlight === 1 && type === 'connect' && Object.keys(rest).length === 0
}

/** Whatever stands in the page's attribute. */
const languageTag = optional(text(MAX_LANGUAGE_LENGTH))

/**
 * From page to frame: the visitor's page, again after each change; requests to open or close the chat; a text to begin a
 * message with; who the page says the visitor is, and the proof of it; what happened on the page; and the request to forget the
 * visitor.
 */
export const pageMessages = {
  page: {
    address: text(MAX_URL_LENGTH),
    title: text(MAX_PAGE_TITLE_LENGTH),
    referrer: text(MAX_URL_LENGTH),
    /** That of the page (`<html lang>`), and the one asked for the chat (`data-locale`). */
    language: languageTag,
    locale: languageTag,
  },
  // `isRestored`: the chat was open on the page before, so it must not take the focus.
  open: { isRestored: optional(flag) },
  close: {},
  prefill: { text: text(MAX_CONTENT_LENGTH) },
  visitor: {
    name: optional(textThat((name) => readPersonName(name) !== null)),
    email: optional(textThat((email) => readEmail(email) !== null)),
  },
  // The answer to `identity`, and told again when the page has a new one. Without any field, the page names nobody.
  identity: {
    token: optional(text(MAX_IDENTITY_TOKEN_LENGTH, 1)),
    externalId: optional(text(MAX_EXTERNAL_ID_LENGTH, 1)),
    userHash: optional(textThat((hash) => /^[0-9a-f]{64}$/i.test(hash))),
  },
  // What happened on the page, as JSON, and when, in milliseconds since 1970.
  track: { name: text(MAX_EVENT_NAME_LENGTH, 1), data: optional(text(Number.MAX_SAFE_INTEGER)), at: finite },
  shutdown: {},
}
export type PageMessage = MessageOf<typeof pageMessages>

/** From frame to page: ids and numbers, never text. `connected` answers the handshake. */
export const frameMessages = {
  connected: {},
  title: { unreadCount: count(MAX_UNREAD_COUNT) },
  open: {},
  close: {},
  // The visitor's conversation; `null` while there is none.
  conversation: { id: nullable(text(Number.MAX_SAFE_INTEGER)) },
  // A message from an agent arrived.
  message: { conversationId: text(Number.MAX_SAFE_INTEGER), sequence: count() },
  // While the chat is closed: how high the card with the newest answer is, in CSS pixels; 0 for none.
  preview: { height: count(MAX_PREVIEW_HEIGHT) },
  // Asks the page who the visitor is, and for a proof of it.
  identity: {},
  // Everything of the visitor is deleted from this browser.
  forgotten: {},
}
export type FrameMessage = MessageOf<typeof frameMessages>
