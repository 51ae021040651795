import * as z from 'zod/mini'
import { MAX_URL_LENGTH } from './limits'

/**
 * What a page and our frame in it tell each other. The page begins with {@link frameConnect}, by `postMessage` and with one
 * port; everything else goes through that port, as JSON, so that its size is known before it is read.
 */

/** The longest message, in UTF-16 code units, and how many a second. What is beyond is dropped. */
export const MAX_FRAME_MESSAGE_LENGTH = 8_192
export const MAX_FRAME_MESSAGES_PER_SECOND = 50

/** The sender cuts a longer title, in UTF-16 code units, and tells no higher count. */
export const MAX_PAGE_TITLE_LENGTH = 300
export const MAX_UNREAD_COUNT = 9_999

/** The page's one message to the frame's window. The number is the protocol's version. */
export const frameConnect = z.strictObject({ porchlight: z.literal(1), type: z.literal('connect') })

const address = z.string().check(z.maxLength(MAX_URL_LENGTH))

/** What the page tells the frame: where the visitor is, whenever that changes, and that the chat is to open or close. */
export const pageMessage = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('page'),
    address,
    title: z.string().check(z.maxLength(MAX_PAGE_TITLE_LENGTH)),
    referrer: address,
  }),
  z.strictObject({ type: z.literal('open') }),
  z.strictObject({ type: z.literal('close') }),
])
export type PageMessage = z.infer<typeof pageMessage>

/** What the frame tells the page: ids and counts, never text. `connected` answers the handshake. */
export const frameMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('connected') }),
  z.strictObject({ type: z.literal('title'), unreadCount: z.int().check(z.gte(0), z.lte(MAX_UNREAD_COUNT)) }),
  z.strictObject({ type: z.literal('open') }),
  z.strictObject({ type: z.literal('close') }),
])
export type FrameMessage = z.infer<typeof frameMessage>
