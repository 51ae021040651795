import * as z from 'zod/mini'
import { pageUrl, storableString, time } from '../fields'
import { MAX_URL_LENGTH } from '../limits'
import { cleanName, isVisible } from '../text'
import { MAX_PAGE_TITLE_LENGTH } from './frame-limits'

const title = z.pipe(
  storableString.check(z.maxLength(MAX_PAGE_TITLE_LENGTH)),
  z.transform((text) => (isVisible(text) ? cleanName(text) || null : null)),
)

/** Parsing can make an address longer: it writes other letters than English ones with `%`. */
const address = z.pipe(pageUrl, z.string().check(z.maxLength(MAX_URL_LENGTH)))

/** The page that a visitor is on. Of its address query and fragment are dropped. */
export const pageVisit = z.strictObject({
  address,
  title: z
    .optional(title)
    .check(
      z.describe(
        `Its title, at most ${MAX_PAGE_TITLE_LENGTH} characters. One without anything to read counts as none.`,
      ),
    ),
})
export type PageVisit = z.output<typeof pageVisit>

/** A page that a visitor was on, as the team sees it. */
export const visitedPage = z
  .object({
    id: z.int().check(z.positive(), z.describe('Grows with every page.')),
    address: z.string().check(z.describe('Without query and fragment. Anyone can claim any address.')),
    title: z.nullable(z.string()),
    visitedAt: time,
  })
  .check(z.meta({ id: 'VisitedPage', description: 'A page that a visitor was on.' }))
export type VisitedPage = z.infer<typeof visitedPage>
