import * as z from 'zod/mini'
import { MAX_CONTENT_LENGTH, MAX_EMAIL_LENGTH, MAX_NAME_LENGTH, MAX_URL_LENGTH } from './limits'
import { cleanContent, cleanName, codePointLength, isStorable, isVisible } from './text'
import { EMAIL_PATTERN } from './visitors/contact'

/** Text that PostgreSQL can store. A refusal is reported under the error code `invalid_character`. */
export const storableString = z
  .string()
  .check(z.refine(isStorable, { params: { code: 'invalid_character' }, abort: true }))

/** A message's text: trimmed, at least one visible character. Too long is reported as `message_too_long`. */
export const content = z.pipe(
  z.pipe(storableString, z.transform(cleanContent)),
  z.string().check(
    z.refine((text) => codePointLength(text) <= MAX_CONTENT_LENGTH, {
      params: { code: 'message_too_long' },
      abort: true,
    }),
    z.refine(isVisible, 'must contain something to read'),
  ),
)

/** An id that a browser chose. Without a colon, because realtime services split message ids there. */
export const clientId = z.string().check(z.regex(/^[A-Za-z0-9_-]{8,64}$/))

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** As {@link clientId}. A UUID is taken in lower case: it is the same one. */
export const lowerCaseId = z.pipe(
  clientId,
  z.transform((id) => (UUID.test(id) ? id.toLowerCase() : id)),
)

/** Whether a {@link lowerCaseId} is a random UUID: version 4, or 7 with its 74 random bits. Others can be guessed. */
export function isRandomUuid(id: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)
}

/** A person's name. */
export const personName = z.pipe(
  z.pipe(storableString.check(z.maxLength(MAX_NAME_LENGTH * 4)), z.transform(cleanName)),
  z.string().check(
    z.refine(isVisible, 'must contain something to read'),
    z.refine((text) => codePointLength(text) <= MAX_NAME_LENGTH),
  ),
)

/** An e-mail address, lower-cased. The length is checked before the pattern, so that no text takes long to refuse. */
export const email = z.pipe(
  z.string().check(
    z.trim(),
    z.toLowerCase(),
    z.refine((text) => text.length <= MAX_EMAIL_LENGTH, { abort: true }),
  ),
  z.email({ pattern: EMAIL_PATTERN }),
)

/** The address of a web page, stored without query and fragment: those often carry secrets. */
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
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}

/** A place in a conversation: 1, 2, 3 …; 0 is before the first message. */
export const sequence = z.int().check(z.nonnegative())

/** A moment: RFC 3339, in UTC. */
export const time = z.string().check(z.meta({ format: 'date-time' }))

/** An agent's picture. */
export const pictureId = z
  .nullable(z.string())
  .check(z.describe('The id of their picture, for `getPicture`; `null` for none, and for visitors.'))
