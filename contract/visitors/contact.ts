import { MAX_EMAIL_LENGTH, MAX_NAME_LENGTH } from '../limits'
import { cleanName, codePointLength, isStorable, isVisible } from '../text'

/*
 * How a person is called and reached, for scripts that are too small for the schemas of these fields (`fields.ts`). Both agree.
 */

/** What an e-mail address looks like: the pattern of the schemas' library, without the library. */
export const EMAIL_PATTERN =
  /^(?:[A-Za-z0-9_'+-]+\.)*[A-Za-z0-9_'+-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/

/** A person's name as it is stored; `null` for text that is not a name. */
export function readPersonName(text: string): string | null {
  if (text.length > MAX_NAME_LENGTH * 4 || !isStorable(text)) return null
  const name = cleanName(text)
  return isVisible(name) && codePointLength(name) <= MAX_NAME_LENGTH ? name : null
}

/** An e-mail address as it is stored; `null` for text that is not an address. */
export function readEmail(text: string): string | null {
  const address = text.trim().toLowerCase()
  return address.length <= MAX_EMAIL_LENGTH && EMAIL_PATTERN.test(address) ? address : null
}
