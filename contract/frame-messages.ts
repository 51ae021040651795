import * as z from 'zod/mini'
import { MAX_URL_LENGTH } from './limits'

/*
 * The messages between a page and our frame in it. The page posts `frameConnect` to the frame's window with one port. All other
 * messages go through that port as JSON text, whose size is known before it is parsed.
 */

/** The longest message in UTF-16 code units, and the most messages per second. Receivers drop what exceeds them. */
export const MAX_FRAME_MESSAGE_LENGTH = 8_192
export const MAX_FRAME_MESSAGES_PER_SECOND = 50

/** Senders cut titles to this length, in UTF-16 code units, and counts to this number. */
export const MAX_PAGE_TITLE_LENGTH = 300
export const MAX_UNREAD_COUNT = 9_999

/** The only message to the frame's window. The number is the protocol's version. */
export const frameConnect = z.strictObject({ porchlight: z.literal(1), type: z.literal('connect') })

/** Whatever stands in the page's attribute; senders leave it out when it is longer. */
const languageTag = z.optional(z.string().check(z.maxLength(100)))

const address = z.string().check(z.maxLength(MAX_URL_LENGTH))

/** From page to frame: the visitor's page, again after each change, and requests to open or close the chat. */
export const pageMessage = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('page'),
    address,
    title: z.string().check(z.maxLength(MAX_PAGE_TITLE_LENGTH)),
    referrer: address,
    /** That of the page (`<html lang>`), and the one asked for the chat (`data-locale`). */
    language: languageTag,
    locale: languageTag,
  }),
  z.strictObject({ type: z.literal('open') }),
  z.strictObject({ type: z.literal('close') }),
])
export type PageMessage = z.infer<typeof pageMessage>

/** From frame to page: ids and counts, never text. `connected` answers the handshake. */
export const frameMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('connected') }),
  z.strictObject({ type: z.literal('title'), unreadCount: z.int().check(z.gte(0), z.lte(MAX_UNREAD_COUNT)) }),
  z.strictObject({ type: z.literal('open') }),
  z.strictObject({ type: z.literal('close') }),
])
export type FrameMessage = z.infer<typeof frameMessage>
