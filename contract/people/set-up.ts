import * as z from 'zod/mini'
import { email, personName, storableString } from '../fields'
import { MAX_PASSWORD_LENGTH, MAX_SETUP_TOKEN_LENGTH, MIN_PASSWORD_LENGTH } from '../limits'

/** A password that may be chosen. */
export const newPassword = storableString.check(
  z.minLength(MIN_PASSWORD_LENGTH),
  z.maxLength(MAX_PASSWORD_LENGTH),
)

/** Who the first admin is. */
export const firstAdminDraft = z.strictObject({ name: personName, email, password: newPassword })

/** What `/setup` asks for: the first admin, and proof of having seen what the start has printed. */
export const setUpDraft = z.extend(firstAdminDraft, {
  token: storableString
    .check(z.maxLength(MAX_SETUP_TOKEN_LENGTH))
    .check(z.describe('What stands after the # of the link that the start prints.')),
})
export type SetUpDraft = z.infer<typeof setUpDraft>

/** How far the set-up has come. Read from what is there, so that each step can be left and found again. */
export type SetUpProgress = {
  /** The first site was given a name, an address or looks. */
  site: boolean
  /** A page has asked for a site's chat and was allowed then, or is now. */
  install: boolean
  /** A message was stored. */
  hello: boolean
}
