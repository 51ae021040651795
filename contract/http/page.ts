import * as z from 'zod/mini'
import { DEFAULT_PAGE_SIZE, INBOX_PAGE_SIZE, MAX_PAGE_SIZE } from '../limits'

/** The fields of a page of a list. */
export function pageOf<Item extends z.core.$ZodType>(item: Item) {
  return {
    data: z.array(item),
    nextCursor: z
      .nullable(z.string())
      .check(z.describe('Pass it as `cursor` to continue; `null` on the last page.')),
    hasMore: z.boolean(),
  }
}

/** A page of a list. */
export type Page<Item> = { data: Item[]; nextCursor: string | null; hasMore: boolean }

const digits = z.string().check(z.regex(/^[0-9]{1,15}$/))
const number = z.pipe(digits, z.transform(Number))
const limit = z
  .pipe(number, z.int().check(z.minimum(1), z.maximum(MAX_PAGE_SIZE)))
  .check(z.describe(`How many items, 1 to ${MAX_PAGE_SIZE}.`))
/** A boolean in a query. */
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
    unread: z.optional(flag).check(z.describe('`true`: only those with unread messages.')),
    ids: z
      .optional(ids)
      .check(z.describe(`Only these conversations: comma-separated ids, at most ${MAX_PAGE_SIZE}.`)),
    siteId: z
      .optional(z.string().check(z.regex(/^[a-z0-9]{8}$/)))
      .check(z.describe('Only conversations of this site.')),
    needsAnswer: z
      .optional(flag)
      .check(z.describe('Agents only. `true`: only conversations that need an answer.')),
    sort: z
      .optional(z.enum(['newest', 'waiting']))
      .check(
        z.describe(
          '`newest` (default): latest activity first. `waiting`, only with `needsAnswer=true`: longest wait first.',
        ),
      ),
    cursor: z
      .optional(z.string().check(z.maxLength(200)))
      .check(z.describe('The `nextCursor` of the previous page.')),
    limit: z._default(limit, INBOX_PAGE_SIZE),
  })
  .check(
    z.refine(({ sort, needsAnswer }) => sort !== 'waiting' || needsAnswer === true, {
      path: ['sort'],
      message: 'only conversations that need an answer can be sorted by waiting time',
    }),
  )
export type ConversationQuery = z.output<typeof conversationQuery>

/** The query of one conversation: the newest page, or the one before or after a sequence. */
export const messageQuery = z
  .strictObject({
    before: z
      .optional(number)
      .check(z.describe('Only entries with a smaller `sequence`: the newest of them.')),
    after: z
      .optional(number)
      .check(z.describe('Only entries with a greater `sequence`: the oldest of them.')),
    limit: z._default(limit, DEFAULT_PAGE_SIZE),
  })
  .check(
    z.refine((query) => query.before === undefined || query.after === undefined, {
      path: ['after'],
      message: 'send before or after, not both',
    }),
  )
export type MessageQuery = z.output<typeof messageQuery>

/** The query of a paginated list. */
export const pageQuery = z.strictObject({
  cursor: z
    .optional(z.string().check(z.regex(/^[0-9]{1,18}$/)))
    .check(z.describe('The `nextCursor` of the previous page.')),
  limit: z._default(limit, DEFAULT_PAGE_SIZE),
})
export type PageQuery = z.output<typeof pageQuery>
