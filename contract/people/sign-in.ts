import * as z from 'zod/mini'
import { storableString } from '../fields'
import { MAX_CODE_LENGTH, MAX_EMAIL_LENGTH, MAX_PASSWORD_LENGTH } from '../limits'

/** What proves the second factor: six digits of the authenticator app, or a recovery code. Spaces and dashes do not count. */
export const secondFactorCode = storableString.check(z.minLength(1), z.maxLength(MAX_CODE_LENGTH))

/** What an agent signs in with. Where to go then is the page's business: an address given here is refused. */
export const credentials = z.strictObject({
  email: storableString.check(z.maxLength(MAX_EMAIL_LENGTH)),
  password: storableString.check(z.minLength(1), z.maxLength(MAX_PASSWORD_LENGTH)),
  /** Asked for by `second_factor_required`, once the password is right. */
  code: z.optional(secondFactorCode),
  rememberMe: z.optional(z.boolean()),
})
