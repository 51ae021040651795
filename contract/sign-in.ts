import * as z from 'zod/mini'
import { storableString } from './fields'
import { MAX_EMAIL_LENGTH, MAX_PASSWORD_LENGTH } from './limits'

/** What an agent signs in with. Where to go then is the page's business: an address given here is refused. */
export const credentials = z.strictObject({
  email: storableString.check(z.maxLength(MAX_EMAIL_LENGTH)),
  password: storableString.check(z.minLength(1), z.maxLength(MAX_PASSWORD_LENGTH)),
  rememberMe: z.optional(z.boolean()),
})
