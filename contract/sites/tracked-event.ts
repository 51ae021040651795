import * as z from 'zod/mini'
import { storableString, time } from '../fields'
import {
  MAX_EVENT_AGE_SECONDS,
  MAX_EVENT_DATA_ENTRIES,
  MAX_EVENT_DATA_LENGTH,
  MAX_EVENT_KEY_LENGTH,
  MAX_EVENT_NAME_LENGTH,
  MAX_EVENTS_AT_ONCE,
} from '../limits'
import { cleanName, isVisible } from '../text'

const name = z.pipe(
  z.pipe(storableString.check(z.maxLength(MAX_EVENT_NAME_LENGTH)), z.transform(cleanName)),
  z.string().check(z.refine(isVisible, 'must contain something to read')),
)

const value = z.union([storableString.check(z.maxLength(MAX_EVENT_DATA_LENGTH)), z.number(), z.boolean()])

/** Flat: what an agent reads as a list of names and values. Its text as JSON is what is bounded. */
const data = z.record(storableString.check(z.minLength(1), z.maxLength(MAX_EVENT_KEY_LENGTH)), value).check(
  z.refine(
    (told) =>
      Object.keys(told).length <= MAX_EVENT_DATA_ENTRIES &&
      JSON.stringify(told).length <= MAX_EVENT_DATA_LENGTH,
  ),
  z.describe(
    `At most ${MAX_EVENT_DATA_ENTRIES} texts, numbers and truth values by their names, and ${MAX_EVENT_DATA_LENGTH} characters as JSON.`,
  ),
)

/** Something that happened on the visitor's page, as the page tells it. */
const trackedEventDraft = z.strictObject({
  name,
  data: z.optional(data),
  secondsAgo: z
    .optional(z.int().check(z.gte(0), z.lte(MAX_EVENT_AGE_SECONDS)))
    .check(z.describe('How long ago it happened. Left out: now.')),
})
export type TrackedEventDraft = z.output<typeof trackedEventDraft>

export const trackedEventDrafts = z.strictObject({
  events: z
    .array(trackedEventDraft)
    .check(z.minLength(1), z.maxLength(MAX_EVENTS_AT_ONCE))
    .check(z.describe('The oldest first.')),
})

/** Something that happened on a visitor's page, as an export holds it. */
export const exportedEvent = z.object({
  name: z.string().check(z.describe('As the page said. Anyone can say anything.')),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  happenedAt: time,
})

/** Something that happened on a visitor's page, as the team sees it. */
export const trackedEvent = z
  .object({
    id: z.int().check(z.positive(), z.describe('Grows with every event.')),
    ...exportedEvent.shape,
  })
  .check(z.meta({ id: 'TrackedEvent', description: 'Something that happened on a visitor’s page.' }))
export type TrackedEvent = z.infer<typeof trackedEvent>
