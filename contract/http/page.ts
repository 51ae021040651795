import * as z from 'zod/mini'
import { DEFAULT_PAGE_SIZE, INBOX_PAGE_SIZE, MAX_PAGE_SIZE } from '../limits'

/** The fields of a part of a list. */
export function pageOf<Item extends z.core.$ZodType>(item: Item) {
  return {
    data: z.array(item),
    nextCursor: z
      .nullable(z.string())
      .check(z.describe('Hand it back to continue; `null` when there is no more.')),
    hasMore: z.boolean(),
  }
}

/** A part of a list. */
export type Page<Item> = { data: Item[]; nextCursor: string | null; hasMore: boolean }

const digits = z.string().check(z.regex(/^[0-9]{1,15}$/))
const number = z.pipe(digits, z.transform(Number))
const limit = z
  .pipe(number, z.int().check(z.minimum(1), z.maximum(MAX_PAGE_SIZE)))
  .check(z.describe(`How many, 1 to ${MAX_PAGE_SIZE}.`))
/** Yes or no in a query. */
export const flag = z.pipe(
  z.enum(['true', 'false']),
  z.transform((value) => value === 'true'),
)

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const ids = z.pipe(
  z.string().check(z.maxLength(37 * MAX_PAGE_SIZE)),
  z.pipe(
    z.transform((text: string) => text.split(',')),
    z.array(z.string().check(z.regex(uuid))).check(z.maxLength(MAX_PAGE_SIZE)),
  ),
)

/** The query of the list of conversations. */
export const conversationQuery = z
  .strictObject({
    status: z.optional(z.enum(['OPEN', 'CLOSED'])),
    unread: z.optional(flag).check(z.describe('`true`: only those with something unread.')),
    ids: z
      .optional(ids)
      .check(
        z.describe(
          `Only these conversations, by their ids with commas between them: at most ${MAX_PAGE_SIZE}.`,
        ),
      ),
    siteId: z
      .optional(z.string().check(z.regex(/^[a-z0-9]{8}$/)))
      .check(z.describe('Only those of this site.')),
    needsAnswer: z.optional(flag).check(z.describe('Agents only. `true`: only those that need an answer.')),
    sort: z
      .optional(z.enum(['newest', 'waiting']))
      .check(
        z.describe(
          '`newest`, unless said otherwise: newest activity first. `waiting`, with `needsAnswer=true`: longest wait first.',
        ),
      ),
    cursor: z
      .optional(z.string().check(z.maxLength(200)))
      .check(z.describe('The `nextCursor` of the page before.')),
    limit: z._default(limit, INBOX_PAGE_SIZE),
  })
  .check(
    z.refine(({ sort, needsAnswer }) => sort !== 'waiting' || needsAnswer === true, {
      path: ['sort'],
      message: 'only what needs an answer can be sorted by how long it waits',
    }),
  )
export type ConversationQuery = z.output<typeof conversationQuery>

/** The query of one conversation: the newest page, or the one before or after a message's number. */
export const messageQuery = z
  .strictObject({
    before: z
      .optional(number)
      .check(z.describe('Only messages with a smaller `sequence`, the newest of them.')),
    after: z
      .optional(number)
      .check(z.describe('Only messages with a greater `sequence`, the oldest of them.')),
    limit: z._default(limit, DEFAULT_PAGE_SIZE),
  })
  .check(
    z.refine((query) => query.before === undefined || query.after === undefined, {
      path: ['after'],
      message: 'give before or after, not both',
    }),
  )
export type MessageQuery = z.output<typeof messageQuery>

/** The query of a list that is read page by page. */
export const pageQuery = z.strictObject({
  cursor: z
    .optional(z.string().check(z.regex(/^[0-9]{1,18}$/)))
    .check(z.describe('The `nextCursor` of the page before.')),
  limit: z._default(limit, DEFAULT_PAGE_SIZE),
})
export type PageQuery = z.output<typeof pageQuery>
