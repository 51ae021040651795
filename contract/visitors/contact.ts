import { MAX_EMAIL_LENGTH, MAX_NAME_LENGTH } from '../limits'
import { cleanName, codePointLength, isStorable, isVisible } from '../text'

/*
 * Validates names and e-mail addresses without the schema library, for scripts that must stay small. Agrees with `fields.ts`.
 */

/** The schema library's e-mail pattern, copied so that small scripts need not load the library. */
export const EMAIL_PATTERN =
  /^(?:[A-Za-z0-9_'+-]+\.)*[A-Za-z0-9_'+-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/

/** A person's name as stored; `null` for text that is not a valid name. */
export function readPersonName(text: string): string | null {
  if (text.length > MAX_NAME_LENGTH * 4 || !isStorable(text)) return null
  const name = cleanName(text)
  return isVisible(name) && codePointLength(name) <= MAX_NAME_LENGTH ? name : null
}

/** An e-mail address as stored; `null` for text that is not a valid address. */
export function readEmail(text: string): string | null {
  const address = text.trim().toLowerCase()
  return address.length <= MAX_EMAIL_LENGTH && EMAIL_PATTERN.test(address) ? address : null
}
