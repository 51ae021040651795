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
  z.string().check(z.refine(isVisible, 'must contain visible text')),
)

const value = z.union([storableString.check(z.maxLength(MAX_EVENT_DATA_LENGTH)), z.number(), z.boolean()])

/** Flat, because agents see it as a list of names and values. Its size as JSON is bounded. */
const data = z.record(storableString.check(z.minLength(1), z.maxLength(MAX_EVENT_KEY_LENGTH)), value).check(
  z.refine(
    (told) =>
      Object.keys(told).length <= MAX_EVENT_DATA_ENTRIES &&
      JSON.stringify(told).length <= MAX_EVENT_DATA_LENGTH,
  ),
  z.describe(
    `At most ${MAX_EVENT_DATA_ENTRIES} named strings, numbers and booleans, and ${MAX_EVENT_DATA_LENGTH} characters as JSON.`,
  ),
)

/** An event on the visitor's page, as the page reports it. */
const trackedEventDraft = z.strictObject({
  name,
  data: z.optional(data),
  secondsAgo: z
    .optional(z.int().check(z.gte(0), z.lte(MAX_EVENT_AGE_SECONDS)))
    .check(z.describe('How long ago it happened. Default: now.')),
})
export type TrackedEventDraft = z.output<typeof trackedEventDraft>

export const trackedEventDrafts = z.strictObject({
  events: z
    .array(trackedEventDraft)
    .check(z.minLength(1), z.maxLength(MAX_EVENTS_AT_ONCE))
    .check(z.describe('Oldest first.')),
})

/** An event on a visitor's page, as in an export. */
export const exportedEvent = z.object({
  name: z.string().check(z.describe('As the page reported it. Anyone can forge it.')),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  happenedAt: time,
})

/** An event on a visitor's page, as the team sees it. */
export const trackedEvent = z
  .object({
    id: z.int().check(z.positive(), z.describe('Grows with every event.')),
    ...exportedEvent.shape,
  })
  .check(z.meta({ id: 'TrackedEvent', description: 'An event on a visitor’s page.' }))
export type TrackedEvent = z.infer<typeof trackedEvent>
