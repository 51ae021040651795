import * as z from 'zod/mini'
import { email, personName, storableString } from '../fields'
import { MAX_PASSWORD_LENGTH, MAX_SETUP_TOKEN_LENGTH, MIN_PASSWORD_LENGTH } from '../limits'

/** A password as it may be chosen. */
export const newPassword = storableString.check(
  z.minLength(MIN_PASSWORD_LENGTH),
  z.maxLength(MAX_PASSWORD_LENGTH),
)

/** Who the first admin is. */
export const firstAdminDraft = z.strictObject({ name: personName, email, password: newPassword })

/** What `/setup` requires: the first admin's details, and the token from the server's start-up output. */
export const setUpDraft = z.extend(firstAdminDraft, {
  token: storableString
    .check(z.maxLength(MAX_SETUP_TOKEN_LENGTH))
    .check(z.describe('The part after `#` of the link that the server prints when it starts.')),
})
export type SetUpDraft = z.infer<typeof setUpDraft>

/** Progress of the set-up. Derived from existing data, so that people can leave at any step and come back. */
export type SetUpProgress = {
  /** The first site was given a name, an address or looks. */
  site: boolean
  /** A page has requested a site's chat and was allowed then, or is now. */
  install: boolean
  /** A conversation was started. */
  hello: boolean
}
