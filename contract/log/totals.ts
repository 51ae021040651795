import * as z from 'zod/mini'

const count = z.int().check(z.nonnegative())

/** Counts over all conversations of a site at one moment. */
export const siteTotals = z.object({ unread: count, needsAnswer: count })
export type SiteTotals = z.infer<typeof siteTotals>
