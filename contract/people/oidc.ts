import * as z from 'zod/mini'
import { storableString } from '../fields'
import { MAX_PROVIDER_ANSWER_LENGTH } from '../limits'

/** The page below `PUBLIC_URL` to which the provider sends people back. It is registered there, so it never changes. */
export const OIDC_RETURN_PATH = '/sign-in/oidc'

/** Where a browser goes to sign in with the provider. */
export const departure = z.object({ address: z.string().check(z.describe('A page of the provider.')) })
export type Departure = z.infer<typeof departure>

/** With what the provider sent the browser back: the query of the address, as it is. */
export const providerAnswer = z.strictObject({
  answer: storableString.check(z.minLength(1), z.maxLength(MAX_PROVIDER_ANSWER_LENGTH)),
})

/** What came of it: the browser has a session now, or the account of the agent who asked has another way to sign in. */
export const arrival = z.object({ outcome: z.enum(['signed_in', 'connected']) })
export type Arrival = z.infer<typeof arrival>
