import * as z from 'zod/mini'
import { pageUrl, storableString, time } from '../fields'
import { MAX_URL_LENGTH } from '../limits'
import { cleanName, isVisible } from '../text'
import { MAX_PAGE_TITLE_LENGTH } from './frame-limits'

const title = z.pipe(
  storableString.check(z.maxLength(MAX_PAGE_TITLE_LENGTH)),
  z.transform((text) => (isVisible(text) ? cleanName(text) || null : null)),
)

/** Parsing can lengthen an address: it percent-encodes non-ASCII characters. */
const address = z.pipe(pageUrl, z.string().check(z.maxLength(MAX_URL_LENGTH)))

/** A visitor's current page. Query and fragment of its address are dropped. */
export const pageVisit = z.strictObject({
  address,
  title: z
    .optional(title)
    .check(
      z.describe(
        `Its title, at most ${MAX_PAGE_TITLE_LENGTH} characters. A title without visible text counts as none.`,
      ),
    ),
})
export type PageVisit = z.output<typeof pageVisit>

/** A page that a visitor viewed, as the team sees it. */
export const visitedPage = z
  .object({
    id: z.int().check(z.positive(), z.describe('Grows with every page.')),
    address: z.string().check(z.describe('Without query and fragment. Anyone can claim any address.')),
    title: z.nullable(z.string()),
    visitedAt: time,
  })
  .check(z.meta({ id: 'VisitedPage', description: 'A page that a visitor viewed.' }))
export type VisitedPage = z.infer<typeof visitedPage>
