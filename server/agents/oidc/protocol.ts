import * as oauth from 'oauth4webapi'
import * as z from 'zod/mini'
import * as fields from '@/contract/fields'
import { SupportError } from '@/server/errors'
import type { Attempt } from './attempt'
import { failureOf } from './failures'
import type { Provider } from './provider'

const SCOPE = 'openid email profile'

/** A person's identity at the provider. Unlike an e-mail address, it is never changed or reassigned. */
export type Identity = { issuer: string; subject: string }

/** A person's details from the provider. */
export type Contact = { email: string; isVerified: boolean; name: string | null }

/** A person who signed in at the provider. `contact` makes another request if the ID token lacks a verified address. */
export type Recognised = { identity: Identity; contact: () => Promise<Contact | null> }

/** Up to the maximum length in OpenID Connect. */
const subject = fields.storableString.check(z.minLength(1), z.maxLength(255))

/** The authorization URL at the provider for an attempt. */
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
 * Redeems the response with which the provider sent a browser back.
 *
 * @param answer the query of the redirect
 * @throws SupportError `provider_answer_stale` if the response does not belong to the attempt or was already redeemed,
 *   `provider_refused`, `provider_unavailable`
 */
export async function redeem(provider: Provider, attempt: Attempt, answer: string): Promise<Recognised> {
  const { server, client, authentication, options, settings } = provider
  const parameters = new URLSearchParams(answer)
  const isOwn = parameters.getAll('state').length === 1 && parameters.get('state') === attempt.state
  // A mix-up attack: another provider's response sent to us (RFC 9207).
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
      options,
    )
    const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, {
      expectedNonce: attempt.nonce,
      requireIdToken: true,
    })
    await oauth.validateApplicationLevelSignature(server, response, options)
    const claims = oauth.getValidatedIdTokenClaims(tokens)
    const identity = { issuer: server.issuer, subject: z.parse(subject, claims?.sub) }
    return { identity, contact }

    async function contact(): Promise<Contact | null> {
      const claimed = toContact(claims)
      return claimed?.isVerified ? claimed : ((await fetchContact()) ?? claimed)
    }
    async function fetchContact(): Promise<Contact | null> {
      if (server.userinfo_endpoint === undefined) return null
      try {
        const response = await oauth.userInfoRequest(server, client, tokens.access_token, options)
        return toContact(await oauth.processUserInfoResponse(server, client, identity.subject, response))
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
    // Some providers omit it or send a string: neither counts as verified.
    isVerified: claims?.email_verified === true,
    name: name.success ? name.data : null,
  }
}
