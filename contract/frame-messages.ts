import * as z from 'zod/mini'
import { email, personName, sequence } from './fields'
import {
  MAX_LANGUAGE_LENGTH,
  MAX_PAGE_TITLE_LENGTH,
  MAX_PREVIEW_HEIGHT,
  MAX_UNREAD_COUNT,
} from './frame-limits'
import {
  MAX_CONTENT_LENGTH,
  MAX_EVENT_NAME_LENGTH,
  MAX_EXTERNAL_ID_LENGTH,
  MAX_IDENTITY_TOKEN_LENGTH,
  MAX_URL_LENGTH,
} from './limits'

/*
 * The messages between a page and our frame in it. The page posts `frameConnect` to the frame's window with one port. All other
 * messages go through that port as JSON text, whose size is known before it is parsed.
 */

/** The only message to the frame's window. The number is the protocol's version. */
export const frameConnect = z.strictObject({ porchlight: z.literal(1), type: z.literal('connect') })

/** Whatever stands in the page's attribute. */
const languageTag = z.optional(z.string().check(z.maxLength(MAX_LANGUAGE_LENGTH)))

const address = z.string().check(z.maxLength(MAX_URL_LENGTH))

/**
 * From page to frame: the visitor's page, again after each change; requests to open or close the chat; a text to begin a
 * message with; who the page says the visitor is, and the proof of it; what happened on the page; and the request to forget the
 * visitor.
 */
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
  // `isRestored`: the chat was open on the page before, so it must not take the focus.
  z.strictObject({ type: z.literal('open'), isRestored: z.optional(z.boolean()) }),
  z.strictObject({ type: z.literal('close') }),
  z.strictObject({ type: z.literal('prefill'), text: z.string().check(z.maxLength(MAX_CONTENT_LENGTH)) }),
  z.strictObject({ type: z.literal('visitor'), name: z.optional(personName), email: z.optional(email) }),
  // The answer to `identity`, and told again when the page has a new one. Without any field, the page names nobody.
  z.strictObject({
    type: z.literal('identity'),
    token: z.optional(z.string().check(z.minLength(1), z.maxLength(MAX_IDENTITY_TOKEN_LENGTH))),
    externalId: z.optional(z.string().check(z.minLength(1), z.maxLength(MAX_EXTERNAL_ID_LENGTH))),
    userHash: z.optional(z.string().check(z.regex(/^[0-9a-f]{64}$/i))),
  }),
  // What happened on the page, as JSON, and when, in milliseconds since 1970.
  z.strictObject({
    type: z.literal('track'),
    name: z.string().check(z.minLength(1), z.maxLength(MAX_EVENT_NAME_LENGTH)),
    data: z.optional(z.string()),
    at: z.number(),
  }),
  z.strictObject({ type: z.literal('shutdown') }),
])
export type PageMessage = z.infer<typeof pageMessage>

/** From frame to page: ids and numbers, never text. `connected` answers the handshake. */
export const frameMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('connected') }),
  z.strictObject({ type: z.literal('title'), unreadCount: z.int().check(z.gte(0), z.lte(MAX_UNREAD_COUNT)) }),
  z.strictObject({ type: z.literal('open') }),
  z.strictObject({ type: z.literal('close') }),
  // The visitor's conversation; `null` while there is none.
  z.strictObject({ type: z.literal('conversation'), id: z.nullable(z.string()) }),
  // A message from an agent arrived.
  z.strictObject({ type: z.literal('message'), conversationId: z.string(), sequence }),
  // While the chat is closed: how high the card with the newest answer is, in CSS pixels; 0 for none.
  z.strictObject({ type: z.literal('preview'), height: z.int().check(z.gte(0), z.lte(MAX_PREVIEW_HEIGHT)) }),
  // Asks the page who the visitor is, and for a proof of it.
  z.strictObject({ type: z.literal('identity') }),
  // Everything of the visitor is deleted from this browser.
  z.strictObject({ type: z.literal('forgotten') }),
])
export type FrameMessage = z.infer<typeof frameMessage>
