import * as z from 'zod/mini'
import { MAX_CONTENT_LENGTH, MAX_EMAIL_LENGTH, MAX_NAME_LENGTH, MAX_URL_LENGTH } from './limits'
import { parseUrl } from './parse-url'
import { cleanContent, cleanName, codePointLength, isStorable, isVisible } from './text'
import { EMAIL_PATTERN } from './visitors/contact'

/** Text that PostgreSQL can store. Anything else is reported as `invalid_character`. */
export const storableString = z
  .string()
  .check(z.refine(isStorable, { params: { code: 'invalid_character' }, abort: true }))

/** A message's text: trimmed, with at least one visible character. Text beyond the limit is reported as `message_too_long`. */
export const content = z.pipe(
  z.pipe(storableString, z.transform(cleanContent)),
  z.string().check(
    z.refine((text) => codePointLength(text) <= MAX_CONTENT_LENGTH, {
      params: { code: 'message_too_long' },
      abort: true,
    }),
    z.refine(isVisible, 'must contain visible text'),
  ),
)

/** An id chosen by a browser. No colons: realtime services split message ids at them. */
export const clientId = z.string().check(z.regex(/^[A-Za-z0-9_-]{8,64}$/))

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Like {@link clientId}, but UUIDs are case-insensitive and become lower case. */
export const lowerCaseId = z.pipe(
  clientId,
  z.transform((id) => (UUID.test(id) ? id.toLowerCase() : id)),
)

/** Whether a {@link lowerCaseId} is a random UUID: version 4, or 7 with its 74 random bits. Other ids may be guessable. */
export function isRandomUuid(id: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)
}

/** A person's name. */
export const personName = z.pipe(
  z.pipe(storableString.check(z.maxLength(MAX_NAME_LENGTH * 4)), z.transform(cleanName)),
  z.string().check(
    z.refine(isVisible, 'must contain visible text'),
    z.refine((text) => codePointLength(text) <= MAX_NAME_LENGTH),
  ),
)

/** An e-mail address, lower-cased. Checks the length before the pattern, so that long text is rejected fast. */
export const email = z.pipe(
  z.string().check(
    z.trim(),
    z.toLowerCase(),
    z.refine((text) => text.length <= MAX_EMAIL_LENGTH, { abort: true }),
  ),
  z.email({ pattern: EMAIL_PATTERN }),
)

/** The address of a web page, without query and fragment: those often carry secrets. */
export const pageUrl = z.pipe(
  storableString.check(
    z.refine((text) => text.length <= MAX_URL_LENGTH, { abort: true }),
    z.refine(isWebAddress, 'must be an http or https address'),
  ),
  z.transform((text) => {
    const { origin, pathname } = new URL(text)
    return origin + pathname
  }),
)

function isWebAddress(text: string): boolean {
  return /^https?:$/.test(parseUrl(text)?.protocol ?? '')
}

/** A position in a conversation's log: 1, 2, 3 …; 0 is before the first entry. */
export const sequence = z.int().check(z.nonnegative())

/** A time: RFC 3339, in UTC. */
export const time = z.string().check(z.meta({ format: 'date-time' }))

/** The id of an agent's picture. */
export const pictureId = z
  .nullable(z.string())
  .check(z.describe('The id of their picture, for `getPicture`; `null` if they have none, and for visitors.'))
