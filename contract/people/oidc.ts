import * as z from 'zod/mini'
import { storableString } from '../fields'
import { MAX_PROVIDER_ANSWER_LENGTH } from '../limits'

/** The redirect path below `PUBLIC_URL`. It is registered with the provider, so it must not change. */
export const OIDC_RETURN_PATH = '/sign-in/oidc'

/** Where to send a browser to sign in with the provider. */
export const departure = z.object({ address: z.string().check(z.describe('A page at the provider.')) })
export type Departure = z.infer<typeof departure>

/** The query with which the provider sent the browser back, verbatim. */
export const providerAnswer = z.strictObject({
  answer: storableString.check(z.minLength(1), z.maxLength(MAX_PROVIDER_ANSWER_LENGTH)),
})

/** The outcome: the browser now has a session, or the agent's account is connected to the provider. */
export const arrival = z.object({ outcome: z.enum(['signed_in', 'connected']) })
export type Arrival = z.infer<typeof arrival>
