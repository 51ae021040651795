import * as oauth from 'oauth4webapi'
import * as z from 'zod/mini'
import * as fields from '@/contract/fields'
import { SupportError } from '@/server/errors'
import type { Attempt } from './attempt'
import { failureOf } from './failures'
import type { Provider } from './provider'

const SCOPE = 'openid email profile'

/** Who a person is at the provider. The provider never changes the pair or gives it to another person, as it may an e-mail address. */
export type Identity = { issuer: string; subject: string }

/** What the provider says about a person. */
export type Contact = { email: string; isVerified: boolean; name: string | null }

/** Somebody who has signed in at the provider. `contact` asks it once more where it has not told yet. */
export type Recognised = { identity: Identity; contact: () => Promise<Contact | null> }

/** The longest that OpenID Connect allows. */
const subject = fields.storableString.check(z.minLength(1), z.maxLength(255))

/** The address at the provider to which a browser goes for an attempt. */
export async function departureAddress(
  { server, client, settings }: Provider,
  attempt: Attempt,
): Promise<string> {
  const address = new URL(server.authorization_endpoint ?? '')
  const parameters = {
    client_id: client.client_id,
    redirect_uri: settings.returnAddress,
    response_type: 'code',
    scope: SCOPE,
    state: attempt.state,
    nonce: attempt.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(attempt.verifier),
    code_challenge_method: 'S256',
  }
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value)
  return address.href
}

/**
 * Redeems the answer with which the provider sent a browser back.
 *
 * @param answer the query of the address
 * @throws SupportError `provider_answer_stale` for an answer that does not belong to the attempt or was redeemed before,
 *   `provider_refused`, `provider_unavailable`
 */
export async function redeem(provider: Provider, attempt: Attempt, answer: string): Promise<Recognised> {
  const { server, client, authentication, asking, settings } = provider
  const parameters = new URLSearchParams(answer)
  const isOwn = parameters.getAll('state').length === 1 && parameters.get('state') === attempt.state
  // Another provider's answer, handed to us in the hope that we redeem it here (RFC 9207).
  const isOfAnother = parameters.has('iss') && parameters.get('iss') !== server.issuer
  if (!isOwn || isOfAnother) throw new SupportError('provider_answer_stale')
  try {
    const valid = oauth.validateAuthResponse(server, client, parameters, attempt.state)
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      authentication,
      valid,
      settings.returnAddress,
      attempt.verifier,
      asking,
    )
    const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, {
      expectedNonce: attempt.nonce,
      requireIdToken: true,
    })
    await oauth.validateApplicationLevelSignature(server, response, asking)
    const claims = oauth.getValidatedIdTokenClaims(tokens)
    const identity = { issuer: server.issuer, subject: z.parse(subject, claims?.sub) }
    return { identity, contact }

    async function contact(): Promise<Contact | null> {
      const told = toContact(claims)
      return told?.isVerified ? told : ((await askForContact()) ?? told)
    }
    async function askForContact(): Promise<Contact | null> {
      if (server.userinfo_endpoint === undefined) return null
      try {
        const told = await oauth.userInfoRequest(server, client, tokens.access_token, asking)
        return toContact(await oauth.processUserInfoResponse(server, client, identity.subject, told))
      } catch (error) {
        throw failureOf(error, server.issuer)
      }
    }
  } catch (error) {
    throw failureOf(error, server.issuer)
  }
}

function toContact(claims: Record<string, unknown> | undefined): Contact | null {
  const email = fields.email.safeParse(claims?.email)
  if (!email.success) return null
  const name = fields.personName.safeParse(claims?.name)
  return {
    email: email.data,
    // Some providers leave it out, or send a text: neither says that the address is this person's.
    isVerified: claims?.email_verified === true,
    name: name.success ? name.data : null,
  }
}
