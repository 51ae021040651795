import * as z from 'zod/mini'
import { DEFAULT_PAGE_SIZE, INBOX_PAGE_SIZE, MAX_PAGE_SIZE } from './limits'

/** A part of a list. */
export type Page<Item> = {
  data: Item[]
  /** Hand it back to continue; `null` when there is no more. */
  nextCursor: string | null
  hasMore: boolean
}

const digits = z.string().check(z.regex(/^[0-9]{1,15}$/))
const number = z.pipe(digits, z.transform(Number))
const limit = z.pipe(number, z.int().check(z.minimum(1), z.maximum(MAX_PAGE_SIZE)))

/** The query of the list of conversations. */
export const conversationQuery = z.strictObject({
  status: z.optional(z.enum(['OPEN', 'CLOSED'])),
  /** `true`: only those with something unread. */
  unread: z.optional(
    z.pipe(
      z.enum(['true', 'false']),
      z.transform((value) => value === 'true'),
    ),
  ),
  cursor: z.optional(z.string().check(z.maxLength(200))),
  limit: z._default(limit, INBOX_PAGE_SIZE),
})
export type ConversationQuery = z.output<typeof conversationQuery>

/** The query of one conversation: the newest page, or the one before or after a message's number. */
export const messageQuery = z
  .strictObject({
    before: z.optional(number),
    after: z.optional(number),
    limit: z._default(limit, DEFAULT_PAGE_SIZE),
  })
  .check(
    z.refine((query) => query.before === undefined || query.after === undefined, {
      path: ['after'],
      message: 'give before or after, not both',
    }),
  )
export type MessageQuery = z.output<typeof messageQuery>
