import * as z from 'zod/mini'
import { storableString } from '../fields'
import { MAX_CODE_LENGTH, MAX_EMAIL_LENGTH, MAX_PASSWORD_LENGTH } from '../limits'

/** Six digits from the authenticator app, or a recovery code. Spaces and dashes are ignored. */
export const secondFactorCode = storableString.check(z.minLength(1), z.maxLength(MAX_CODE_LENGTH))

/** What an agent signs in with. Strict: a redirect address, which the library would accept, is refused. */
export const credentials = z.strictObject({
  email: storableString.check(z.maxLength(MAX_EMAIL_LENGTH)),
  password: storableString.check(z.minLength(1), z.maxLength(MAX_PASSWORD_LENGTH)),
  /** Requested with `second_factor_required` once the password is correct. */
  code: z.optional(secondFactorCode),
  rememberMe: z.optional(z.boolean()),
})
