import * as z from 'zod/mini'
import { email, personName, storableString } from './fields'
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from './limits'

/** What `/setup` asks of the first admin. */
export const firstAdminDraft = z.strictObject({
  name: personName,
  email,
  password: storableString.check(z.minLength(MIN_PASSWORD_LENGTH), z.maxLength(MAX_PASSWORD_LENGTH)),
})
export type FirstAdminDraft = z.infer<typeof firstAdminDraft>
